using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Notices;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.Settlements;
using TechTransfer.RewardCalculation.Tests.Claims;
using TechTransfer.RewardCalculation.Tests.Entitlements;
using TechTransfer.RewardCalculation.Tests.Policies;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing;
using static TechTransfer.RewardCalculation.Tests.Claims.ClaimApp;

namespace TechTransfer.RewardCalculation.Tests.Settlements;

/// <summary>A claim or contract that cannot be processed is set aside and does not delay others.</summary>
public sealed class SettingAsideTests
{
    private static readonly Policy Limited = Given.Policy() with { Budget = new(Yuan.Of(100_000), "第九条") { Cut = BudgetCut.ProRata } };

    [Fact]
    public async Task A_run_settles_all_other_claims_and_the_next_takes_the_one()
    {
        var app = await NewAsync(null, Limited);
        var claims = await SettlementTests.CheckedAsync(app, [10_000, 20_000, 30_000]);
        var mended = await SpoiledState.MakeAsync(app.Storage.App, "claim", claims[0]);

        var run = await SettlementTests.SettledAsync(app);
        Assert.Equal(("ready", 2), (run.State, (int)run.Json!["totals"]!["claims"]!));
        Assert.Equal(("settlement", 1), await OnlyAsync(app.Of<SetAsides>()));
        await mended();
        app.Time.Now += TimeSpan.FromMinutes(1);
        await new Sweeper(app.Storage, [], app.Of<SetAsides>(), [app.Of<SettlementSteps>()], app.Time).RunAsync();
        Assert.Empty(await app.Of<SetAsides>().CountAsync());
        Assert.Equal(3, (int)(await SettlementTests.SettledAsync(app)).Json!["totals"]!["claims"]!);
    }

    [Fact]
    public async Task A_run_opens_all_other_notices_and_that_of_the_one_when_it_can()
    {
        var app = await NewAsync(null, Limited);
        var claims = await SettlementTests.CheckedAsync(app, [10_000, 20_000, 30_000]);
        var run = await SettlementTests.SettledAsync(app);
        run = await SettlementTests.DoneAsync(app, Ok(await app.RunAsync(Given.FinanceA, "close", run.Id, run.Tag)));
        var mended = await SpoiledState.MakeAsync(app.Storage.App, "claim", claims[0]);
        run = await SettlementTests.DoneAsync(app, Ok(await app.RunAsync(Given.FinanceB, "publish", run.Id, run.Tag)));
        Assert.Equal(("published", 2), (run.State, (int)run.Json!["noticesOpened"]!));
        Assert.Equal(("settlement", 1), await OnlyAsync(app.Of<SetAsides>()));
        await mended();
        app.Time.Now += TimeSpan.FromMinutes(1);
        await new Sweeper(app.Storage, [], app.Of<SetAsides>(), [app.Of<SettlementSteps>()], app.Time).RunAsync();
        Assert.Equal(ClaimStatus.OnNotice, (await app.Store.LoadAsync(claims[0])).State!.Status);
        Assert.Empty(await app.Of<SetAsides>().CountAsync());
    }

    [Fact]
    public async Task Closing_settles_all_other_claims_and_gives_no_money_back_of_one_that_nobody_can_read()
    {
        var app = await NewAsync(null, Limited);
        var claims = await SettlementTests.CheckedAsync(app, [10_000, 20_000, 30_000]);
        var run = await SettlementTests.SettledAsync(app);
        var mended = await SpoiledState.MakeAsync(app.Storage.App, "claim", claims[0]);
        Ok(await app.RunAsync(Given.FinanceA, "close", run.Id, run.Tag));
        await Assert.ThrowsAsync<Failure>(() => app.DrainAsync());
        foreach (var other in claims[1..])
            Assert.Equal(ClaimStatus.Settled, (await app.Store.LoadAsync(other)).State!.Status);
        Assert.Equal("settlement", (await OnlyAsync(app.Of<SetAsides>())).Work);
        await mended();
        var state = (await app.Of<AggregateStore<SettlementRun>>().LoadAsync(run.Id)).State!;
        for (
            var step = state.Step;
            (state = (await app.Of<AggregateStore<SettlementRun>>().LoadAsync(run.Id)).State!).Status == RunStatus.Closing;
            step++
        )
            await app.Of<SettlementSteps>().StepAsync(run.Id, step, default);
        Assert.Equal((RunStatus.Closed, Yuan.Of(60_000), 0), (state.Status, state.SettledSum, state.Dropped));
    }

    [Fact]
    public async Task A_walk_ends_all_other_notices()
    {
        var app = await NewAsync();
        var first = await app.InAsync(ClaimStatus.OnNotice);
        var second = await app.InAsync(ClaimStatus.OnNotice, Given.Organisation(5));
        var mended = await SpoiledState.MakeAsync(app.Storage.App, "claim", first.Id);
        app.Time.Now = app.Time.Now.AddDays(60);
        Assert.Equal(1, await app.Of<EndNotices>().RunAsync(default));
        Assert.Equal(("noticeEnd", 1), await OnlyAsync(app.Of<SetAsides>()));
        Assert.True((await app.Store.LoadAsync(second.Id)).State!.Notice!.EndedAt is not null);
        await mended();
        Assert.Equal(1, await app.Of<EndNotices>().RunAsync(default));
        Assert.Empty(await app.Of<SetAsides>().CountAsync());
    }

    [Fact]
    public async Task A_new_version_is_calculated_for_all_other_contracts()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Rate(1, 0.01m)));
        await app.TellAsync(RewardMessages.Registered("c1", 100_000));
        await app.TellAsync(new("c2", 7, RewardMessages.Contract("c2", 100_000, seller: RewardMessages.OtherCompany)));
        var id = RewardCalculation.Entitlements.Entitlement.IdOf("rate", 2026, BeneficiaryRole.Seller, RewardMessages.University);
        var mended = await SpoiledState.MakeAsync(app.Storage.App, "entitlement", id);
        await PublishingTests.PublishAsync(app, SomePolicies.Rate(2, 0.02m, "2026-01-01"));
        await app.DrainAsync();
        Assert.Equal(2, (await app.EntitlementAsync("rate", 2026, BeneficiaryRole.Seller, RewardMessages.OtherCompany))!.PolicyVersion);
        Assert.Equal(("figures", 1), await OnlyAsync(app.Asides));
        await mended();
        app.Time.Now += TimeSpan.FromMinutes(1);
        await new Sweeper(app.Storage, [], app.Asides, [app.Steps], app.Time).RunAsync();
        Assert.Equal(2, (await app.EntitlementAsync("rate", 2026, BeneficiaryRole.Seller, RewardMessages.University))!.PolicyVersion);
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task The_year_of_every_other_policy_begins()
    {
        var app = await RewardsApp.NewAsync(
            SomePolicies.Book(SomePolicies.ToDate, SomePolicies.ToDate.Replace("to-date", "to-date-two", StringComparison.Ordinal))
        );
        app.Time.Now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
        await app.Years.RunAsync(default);
        var mended = await SpoiledState.MakeAsync(app.Storage.App, "refiguring", Recalculation.IdOfYear("to-date", 2026));
        app.Time.Now = new(2027, 1, 2, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(1, await app.Years.RunAsync(default));
        Assert.Equal(("policyYear", 1), await OnlyAsync(app.Asides));
        await mended();
        Assert.Equal(1, await app.Years.RunAsync(default));
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task All_other_runs_that_stalled_are_resumed()
    {
        var app = await NewAsync(null, Limited, Limited with { Id = "other" });
        foreach (var policy in (string[])[Limited.Id, "other"])
            Ok(await app.SettleAsync(Given.FinanceA, new JsonObject { ["policyId"] = policy, ["year"] = 2026 }), 201);
        var mended = await SpoilFirstAsync(app.Of<Lists>(), SettlementSetup.Moving, app.Storage.App, "settlement");
        app.Time.Now += Stall.After + TimeSpan.FromSeconds(1);
        Assert.Equal(1, await app.Of<StepRunner<SettlementRun>>().ResumeStalledAsync(default));
        // Set aside are the run that cannot be read, and the stalled run that has not moved yet.
        Assert.Equal(("resumeSettlement", 2), await OnlyAsync(app.Of<SetAsides>()));
        await mended();
        Assert.Equal(1, await app.Of<StepRunner<SettlementRun>>().ResumeStalledAsync(default));
        await app.DrainAsync();
        await app.Of<StepRunner<SettlementRun>>().ResumeStalledAsync(default);
        Assert.Empty(await app.Of<SetAsides>().CountAsync());
    }

    [Fact]
    public async Task All_other_figures_that_stalled_are_resumed()
    {
        var app = await RewardsApp.NewAsync(
            SomePolicies.Book(SomePolicies.ToDate, SomePolicies.ToDate.Replace("to-date", "to-date-two", StringComparison.Ordinal))
        );
        app.Time.Now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
        Assert.True(await app.Years.RunAsync(default) > 1);
        await app.LoseMessagesAsync();
        var running = (await app.Lists.ReadAsync(RecalculationSetup.Running, 10, null)).Value.Items.Count;
        var mended = await SpoilFirstAsync(app.Lists, RecalculationSetup.Running, app.Storage.App, "refiguring");
        app.Time.Now += TimeSpan.FromMinutes(3);
        Assert.Equal(running - 1, await app.Runner.ResumeStalledAsync(default));
        Assert.Equal(("resumeFigures", running), await OnlyAsync(app.Asides));
        await mended();
        Assert.Equal(1, await app.Runner.ResumeStalledAsync(default));
        await app.DrainAsync();
        await app.Runner.ResumeStalledAsync(default);
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task Money_of_a_receipt_counts_for_all_its_other_contracts_and_later_messages_are_processed()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Received));
        await app.TellAsync(RewardMessages.Registered("c1"));
        await app.TellAsync(new("c2", 7, RewardMessages.Contract("c2", seller: RewardMessages.OtherCompany)));
        var mended = await SpoiledState.MakeAsync(
            app.Storage.App,
            "entitlement",
            RewardCalculation.Entitlements.Entitlement.IdOf("received", 2026, BeneficiaryRole.Seller, RewardMessages.University)
        );
        async Task<Yuan> EntitledAsync() =>
            (await app.EntitlementAsync("received", 2026, BeneficiaryRole.Seller, RewardMessages.OtherCompany))!.Award.Amount;
        static SentMessage Of(string id, decimal amount, params string[] contracts)
        {
            var receipt = RewardMessages.Receipt(id, amount, new(2026, 6, 1), contracts);
            return receipt with
            {
                Body = (ReceiptConfirmed)receipt.Body with { Payee = new(RewardMessages.OtherCompany, "另一公司（虚构）") },
            };
        }

        var both = Of("r1", 50_000, "c1", "c2");
        await Assert.ThrowsAsync<JsonException>(() => app.TellAsync(both));
        Assert.Equal(Yuan.Of(500), await EntitledAsync());
        await app.TellAsync(Of("r2", 20_000, "c2"));
        Assert.Equal(Yuan.Of(700), await EntitledAsync());
        await mended();
        await app.TellAsync(both);
        Assert.Equal(Yuan.Of(700), await EntitledAsync());
    }

    [Fact]
    public async Task A_claim_whose_line_cannot_be_read_gives_nothing_of_its_own_to_others()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Checked);
        var lists = new TableServiceClient(await AzuriteServer.ConnectionStringAsync()).GetTableClient($"{app.Storage.App}Lists");
        var list = ClaimLists.OfEntitlement((await app.Store.LoadAsync(claim.Id)).State!.EntitlementId);
        await foreach (var row in lists.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {list}")))
        {
            await lists.UpdateEntityAsync(new TableEntity(list, row.RowKey) { ["Summary0"] = "{" }, ETag.All, TableUpdateMode.Merge);
        }
        await Assert.ThrowsAsync<Failure>(() => app.ReduceAsync(Given.Office, 1_000));
        Assert.Equal(("line", 1), await OnlyAsync(app.Of<SetAsides>()));
    }

    // Makes the first item of the list unreadable; the returned function repairs it.
    private static async Task<Func<Task>> SpoilFirstAsync(Lists lists, string list, string app, string kind) =>
        await SpoiledState.MakeAsync(app, kind, (await lists.ReadAsync(list, 10, null)).Value.Items[0].GetProperty("id").GetString()!);

    private static async Task<(string Work, int Count)> OnlyAsync(SetAsides asides)
    {
        var work = Assert.Single(await asides.CountAsync());
        return (work.Work, work.Count);
    }
}
