using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.YearSums;
using TechTransfer.Testing;
using Xunit.Abstractions;

namespace TechTransfer.RewardCalculation.Tests.Entitlements;

public sealed class CostTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_message_costs_the_same_storage_calls_with_few_and_with_many_contracts()
    {
        var few = await CostsAsync(100);
        var many = await CostsAsync(Extent.Of(1_000, inLongTests: 5_000));

        output.WriteLine($"registered {few.Registered}, receipt {few.Receipt}, receipt again {few.Again}, cancelled {few.Cancelled}");
        Assert.Equal(few, many);
        Assert.InRange(few.Registered, 1, 90);
        Assert.InRange(few.Receipt, 1, 90);
        Assert.InRange(few.Again, 1, 40);
    }

    private static async Task<(int Registered, int Receipt, int Again, int Cancelled)> CostsAsync(int contracts)
    {
        var calls = new Counted();
        var book = new PolicyBook([
            .. Some.Book.All.Where(p => p.Id.StartsWith("sample-", StringComparison.Ordinal)),
            .. SomePolicies.Book(SomePolicies.Received).All,
        ]);
        var app = await RewardsApp.NewAsync(book, calls.Hook);
        await app.TellAsync(RewardMessages.Registered("first"));
        await FillAsync(app, book, contracts);

        var registered = await calls.OfAsync(() => app.TellAsync(RewardMessages.Registered("one-more")));
        var receipt = await calls.OfAsync(() => app.TellAsync(RewardMessages.Receipt("r1", 10_000, new(2026, 6, 1), "one-more")));
        var again = await calls.OfAsync(() => app.TellAsync(RewardMessages.Receipt("r1", 10_000, new(2026, 6, 1), "one-more")));
        var cancelled = await calls.OfAsync(() => app.TellAsync(RewardMessages.Cancelled("one-more")));
        Assert.Equal(
            contracts,
            (await app.EntitlementAsync("sample-seller", 2026, BeneficiaryRole.Seller, RewardMessages.University))!.Contracts
        );
        return (registered, receipt, again, cancelled);
    }

    // Stores the counter rows of many contracts of the same parties, in the format that the running sums use.
    private static async Task FillAsync(RewardsApp app, PolicyBook book, int contracts)
    {
        var tables = new TableServiceClient(await AzuriteServer.ConnectionStringAsync());
        var counters = tables.GetTableClient($"{app.Storage.App}Counters");
        foreach (var policy in book.All)
        {
            var place = new YearSumsKey(
                policy.Id,
                policy.Version,
                2026,
                policy.Beneficiary,
                policy.Beneficiary == BeneficiaryRole.Buyer ? RewardMessages.Company : RewardMessages.University
            );
            var figures = (await app.Accounts.ReadAsync(place.Account)).ToDictionary();
            if (figures.Count == 0)
                continue;
            foreach (var some in Enumerable.Range(0, contracts - 1).Chunk(100))
            {
                await counters.SubmitTransactionAsync(
                    some.Select(i => new TableTransactionAction(
                        TableTransactionActionType.Add,
                        Row(place.Account, $"of|6{i:D15}|x{i}", figures)
                    ))
                );
            }
            await counters.UpsertEntityAsync(
                Row(place.Account, "sums", figures.ToDictionary(f => f.Key, f => f.Value * contracts)),
                TableUpdateMode.Replace
            );
        }
        var copies = tables.GetTableClient($"{app.Storage.App}Copies");
        foreach (var some in Enumerable.Range(0, contracts).Chunk(100))
        {
            await copies.SubmitTransactionAsync(
                some.Select(i => new TableTransactionAction(
                    TableTransactionActionType.Add,
                    new TableEntity("set|contracts|2026", $"x{i:D6}")
                ))
            );
        }

        static TableEntity Row(string account, string key, IReadOnlyDictionary<string, long> figures) =>
            new($"account|{account}", key) { ["Figures0"] = Json.Write(figures), ["FiguresParts"] = 1 };
    }

    private sealed class Counted : HttpPipelinePolicy
    {
        private int count;

        public void Hook(ClientOptions options) => options.AddPolicy(this, HttpPipelinePosition.PerCall);

        public async Task<int> OfAsync(Func<Task> work)
        {
            var before = count;
            await work();
            return count - before;
        }

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            Interlocked.Increment(ref count);
            return ProcessNextAsync(message, pipeline);
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException("Storage calls are asynchronous.");
    }
}
