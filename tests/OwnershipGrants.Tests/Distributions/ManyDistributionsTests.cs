using System.Diagnostics;
using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Ledger;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;
using Xunit.Abstractions;

namespace TechTransfer.OwnershipGrants.Tests.Distributions;

/// <summary>A licence with income for years: a thousand receipts of one contract, each distributed among a team of eight.</summary>
public sealed class ManyDistributionsTests(ITestOutputHelper output)
{
    // The allowed maximum in ./test long, fewer in ./test.
    private static readonly int Most = Extent.Of(100, DistributionSteps.Most);

    private static readonly RecordAchievementBody OfEight = Given.AnInvention with
    {
        Team =
        [
            .. Enumerable
                .Range(1, 8)
                .Select(i => new MemberGiven
                {
                    Name = $"团队成员{i}号（虚构）",
                    Department = "智能感知与微系统国家重点实验室（虚构）",
                    Share = Share.Parse("1/8"),
                    Representative = i == 1,
                }),
        ],
    };

    [Fact]
    public async Task As_many_receipts_of_one_contract_as_may_be_are_distributed_and_one_more_is_refused()
    {
        var app = await GrantsApp.NewAsync(new(2026, 6, 10, 2, 0, 0, TimeSpan.Zero), Most);
        var granted = DistributionGiven.Granted();
        var team = RecordAchievement.Decide("a1", OfEight, Given.Office, Given.Now).Value.State.Teams;
        var id = await app.PutAsync(granted with { Teams = team });
        await app.ReceiveAsync("c03", 5, IncomeInboxTests.Contract("c03", id));
        await PutAsync(app, id, Most - 10);
        var clock = Stopwatch.StartNew();
        for (var i = Most - 10; i < Most; i++)
            await app.ReceiveAsync($"receipt-{i:D4}", 3, Receipt(i));
        output.WriteLine($"each of the last receipts: {clock.ElapsedMilliseconds / 10} ms");

        // All receipts of a contract are in one aggregate, but each distribution is a separate aggregate.
        var income = (await app.Records.LoadAsync("c03")).State!;
        var calls = new CallCounter();
        var counted = await app.AnotherInstanceAsync(options => options.AddPolicy(calls, Azure.Core.HttpPipelinePosition.PerCall));
        var distribution = ProposeDistributions.IdOf(id, "c03", Receipt(Most - 1).ReceiptId);
        var read = await FunctionCall.GetAsync(
            (r, c) => app.Op<GetDistribution>().Run(r, distribution, c),
            Given.Office,
            $"/api/distributions/{distribution}"
        );
        clock.Restart();
        var published = await FunctionCall.PostAsync(
            (r, c) => counted.Op<PublishDistribution>().Run(r, distribution, c),
            Given.Office,
            $"/api/distributions/{distribution}/publish",
            null,
            read.Tag
        );
        output.WriteLine(
            $"publish: {clock.ElapsedMilliseconds} ms, {calls.Calls} calls; achievement {Json.Write(await app.StateAsync(id)).Length} characters, "
                + $"distribution {Json.Write(await app.DistributionAsync(distribution)).Length}, the contract's money {Json.Write(income).Length}"
        );

        Assert.Equal(200, published.Status);
        Assert.Equal(8, published.Json!["awards"]!.AsArray().Count);
        // No more storage calls than with a single distribution.
        Assert.InRange(calls.Calls, 1, 30);
        Assert.True(
            System.Text.Encoding.UTF8.GetByteCount(Json.Write(income)) < AggregateStore<ContractRecord>.ContentLimit / 1.2,
            $"{Json.Write(income).Length} characters"
        );
        Assert.All(income.Receipts, r => Assert.True(r.IsFollowed));
        var listed = new HashSet<string>();
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await FunctionCall.GetAsync(
                (r, c) => app.Op<ListDistributions>().Run(r, $"{id}.g1", c),
                Given.Office,
                $"/api/grants/{id}.g1/distributions?limit=200{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}"
            );
            listed.UnionWith(page.Json!["items"]!.AsArray().Select(i => (string)i!["id"]!));
            cursor = (string?)page.Json["cursor"];
        }
        Assert.Equal(Most, listed.Count);

        var over = await FunctionCall.PostAsync(
            (r, c) => app.Op<EnterIncome>().Run(r, $"{id}.g1", c),
            Given.Office,
            $"/api/grants/{id}.g1/distributions",
            JsonNode.Parse("""{"income":5,"incomeOn":"2026-06-01","sourceContract":"c03"}""")
        );
        Assert.Equal((409, "too_many_distributions"), (over.Status, over.Code));

        clock.Restart();
        var ledger = await FunctionCall.GetAsync(
            (r, c) => app.Op<GetAchievementLedger>().Run(r, id, c),
            Given.Auditor,
            $"/api/achievements/{id}/ledger"
        );
        output.WriteLine($"ledger: {clock.ElapsedMilliseconds} ms");
        Assert.Equal(Most + 1, ledger.Json!["items"]!.AsArray().Count);
    }

    // Stores the distributions of the first receipts directly, to save time.
    private static async Task PutAsync(GrantsApp app, string id, int count)
    {
        var state = await app.StateAsync(id);
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (i, stop) =>
            {
                var receipt = Receipt(i);
                var income = new EnterIncomeBody
                {
                    Income = receipt.Amount,
                    IncomeOn = receipt.ReceivedOn,
                    SourceContract = "c03",
                };
                var source = new IncomeSource("c03", DistributionGiven.C03Number, new(2026, 5, 20), receipt.ReceiptId);
                var draft = DraftDistribution.Draft(
                    ProposeDistributions.IdOf(id, "c03", receipt.ReceiptId),
                    state,
                    state.Grants[0],
                    IncomeGiven.Terms(state, state.Grants[0], income),
                    source,
                    [],
                    IncomeKeys.Number(IncomeKeys.Of(id, "c03", receipt.ReceivedOn, receipt.Amount), 0),
                    null,
                    DistributionGiven.Book,
                    Given.Office,
                    Given.Now
                );
                Assert.Null(
                    (
                        await app.Shared.CommitAsync(await app.Shared.LoadAsync(draft.State.Id, stop), draft, Given.Office, null, stop)
                    ).Problem
                );
            }
        );
        await app.Records.UpdateAsync(
            "c03",
            loaded =>
            {
                var income = loaded.State!;
                for (var i = 0; i < count; i++)
                    income = ContractNews.See(income, 3, Receipt(i)) ?? income;
                return income.Receipts.Count == loaded.State!.Receipts.Count
                    ? null
                    : new(income with { Receipts = [.. income.Receipts.Select(r => r with { IsFollowed = true })] }, null);
            },
            Given.Office
        );
    }

    private static Messages.ReceiptConfirmed Receipt(int number) =>
        IncomeInboxTests.Receipt($"receipt-{number:D4}", new DateOnly(2026, 5, 20).AddDays(number % 20), ("c03", 10_000 + number));
}
