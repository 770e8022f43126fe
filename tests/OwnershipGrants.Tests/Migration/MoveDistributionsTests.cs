using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Ledger;
using TechTransfer.OwnershipGrants.Migration;
using TechTransfer.OwnershipGrants.Tests.Distributions;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing.Apps;

namespace TechTransfer.OwnershipGrants.Tests.Migration;

/// <summary>Migration of data from store version 1, in which an achievement's state contained its distributions.</summary>
public sealed class MoveDistributionsTests
{
    [Fact]
    public async Task A_migration_that_is_broken_off_anywhere_is_begun_again_and_moves_each_distribution_once()
    {
        var app = await GrantsApp.NewAsync();
        var id = await OldAsync(app);
        for (var calls = 5; ; calls += 3)
        {
            var breaking = new BreakAfter(calls);
            var other = await app.AnotherInstanceAsync(options =>
            {
                options.Retry.MaxRetries = 0;
                options.AddPolicy(breaking, HttpPipelinePosition.PerCall);
            });
            try
            {
                await MigrateAsync(other);
                break;
            }
            catch (Exception broken) when (broken is IOException or AggregateException) { }
        }
        // The sweeper finishes commands that were interrupted.
        app.Time.Now = app.Time.Now.AddHours(1);
        await app.Sweeper.RunAsync();

        var moved = await app.DistributionsAsync(id);
        var achievement = await app.StateAsync(id);
        Assert.Equal([$"{id}.d1", $"{id}.d2"], moved.Select(d => d.Id));
        Assert.Empty(achievement.Distributions);
        Assert.Equal(["payWindow|d1|20290601|p1"], moved[0].Reminded);
        Assert.Equal(["patentFee|0|20270110|"], achievement.Reminded);
        Assert.Equal("成员甲（虚构）", moved[0].NameOf("p1"));
        Assert.Equal(
            ["DistributionMoved"],
            (await app.Shared.ReadHistoryAsync(moved[0].Id)).Entries.Select(e => (string)JsonNode.Parse(e.Json)!["type"]!)
        );
        Assert.All(
            [await app.Shared.ReadHistoryAsync(moved[0].Id), await app.Achievements.ReadHistoryAsync(id)],
            h => Assert.Null(h.BrokenAt)
        );
        Assert.Equal(2, (await new Counters(app.Storage).ReadAsync(DraftDistribution.Counter, id))[DraftDistribution.Count]);
    }

    [Fact]
    public async Task What_was_moved_is_paid_and_its_ledger_goes_on_from_the_old_lines()
    {
        var app = await GrantsApp.NewAsync();
        var id = await OldAsync(app);
        await MigrateAsync(app);
        app.Time.Now = DistributionGiven.PayDay;
        var (distribution, stage) = ($"{id}.d1", new GrantStage(app));

        var read = await FunctionCall.GetAsync(
            (r, c) => app.Op<GetDistribution>().Run(r, distribution, c),
            Given.Office,
            $"/api/distributions/{distribution}"
        );
        var paid = await FunctionCall.PostAsync(
            (r, c) => app.Op<PayDistribution>().Run(r, distribution, c),
            Given.Office,
            $"/api/distributions/{distribution}/pay",
            JsonNode.Parse("""{"paidOn":"2026-08-01","reference":"批次 1"}"""),
            read.Tag
        );
        var ledger = await FunctionCall.GetAsync(
            (r, c) => stage.Op<GetAchievementLedger>().Run(r, id, c),
            Given.Auditor,
            $"/api/achievements/{id}/ledger"
        );

        Assert.Equal((200, "paid"), (paid.Status, (string?)paid.Json!["status"]));
        Assert.Equal(
            ["income", "payment", "payment", "payment", "payment"],
            ledger.Json!["items"]!.AsArray().Where(i => (string?)i!["part"] == distribution).Select(i => (string)i!["kind"]!)
        );
        Assert.True((bool)ledger.Json["chainHolds"]!);
    }

    [Fact]
    public async Task A_receipt_finds_the_distribution_that_it_had_made()
    {
        var app = await GrantsApp.NewAsync();
        var id = await OldAsync(app);
        await MigrateAsync(app);

        await app.ReceiveAsync("c03", 5, IncomeInboxTests.Contract("c03", id));
        await app.ReceiveAsync("r1", 3, IncomeInboxTests.Receipt("r1", new(2026, 6, 1), ("c03", 800_000)));
        await app.ReceiveAsync("r2", 3, IncomeInboxTests.Receipt("r2", new(2026, 6, 1), ("c03", 800_000)));

        Assert.Equal([("r1", $"{id}.d1"), ("r2", $"{id}.d2")], (await app.DistributionsAsync(id)).Select(d => (d.Source.ReceiptId, d.Id)));
    }

    [Fact]
    public async Task A_command_from_before_that_is_sent_again_is_answered_as_it_was()
    {
        var app = await GrantsApp.NewAsync();
        var id = await OldAsync(app);
        await MigrateAsync(app);
        var body = """{"income":800000,"incomeOn":"2026-06-01","sourceContract":"c03"}""";

        var entered = await FunctionCall.SendAsync(
            (r, c) => app.Op<EnterIncome>().Run(r, $"{id}.g1", c),
            Given.Office,
            "POST",
            $"/api/grants/{id}.g1/distributions",
            SentBody.Of(Encoding.UTF8.GetBytes(body), "application/json"),
            "\"1\"",
            "before"
        );

        Assert.Equal((201, "\"2\"", $"/api/distributions/{id}.d1"), (entered.Status, entered.Tag, entered.Location));
        Assert.Equal($"{id}.d1", (string?)entered.Json!["id"]);
    }

    // Old data: an approved distribution of a receipt, and one entered by hand with the same income.
    private static async Task<string> OldAsync(GrantsApp app)
    {
        var id = await app.PutAsync(DistributionGiven.Granted());
        T Moved<T>(T value) => Json.Read<T>(Json.Write(value).Replace("\"a1.", $"\"{id}.", StringComparison.Ordinal));
        var approved = DistributionGiven.Approved();
        Distribution[] old =
        [
            Moved(approved with { Source = approved.Source with { ReceiptId = "r1" } }),
            Moved(DistributionGiven.Drafted() with { Id = "a1.d2", Entered = new(Given.Office.Subject, Given.Now.AddDays(1)) }),
        ];
        old = [.. old.Select(d => d with { Achievement = DistributedAchievement.Unknown, Persons = [], Places = [] })];
        var loaded = await app.Achievements.LoadAsync(id);
        var state = loaded.State! with { Distributions = old, Reminded = ["patentFee|0|20270110|", "payWindow|d1|20290601|p1"] };
        var happened = new IncomeEntered(old[0])
        {
            Ledger = [DistributionSteps.Line(old[0], "income", "收入", "Income", Yuan.Of(800_000))],
        };
        var body = """{"income":800000,"incomeOn":"2026-06-01","sourceContract":"c03"}""";
        var command = new CommandKey(Given.Office.Subject, $"POST /api/grants/{id}.g1/distributions", "before", Ids.Sha256(body));
        Assert.Null((await app.Achievements.CommitAsync(loaded, new(state, happened) { Part = old[0].Id }, Given.Office, command)).Problem);
        return id;
    }

    private static Task MigrateAsync(GrantsApp app) => MoveDistributions.Steps.Steps[1](app.Storage, app.Time, CancellationToken.None);
}
