using System.Text.Json;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.OwnershipGrants.Reminders;
using TechTransfer.OwnershipGrants.Tests.Distributions;
using TechTransfer.Testing;

namespace TechTransfer.OwnershipGrants.Tests.Reminders;

/// <summary>An achievement that cannot be read is set aside and does not delay others.</summary>
public class SettingAsideTests
{
    [Fact]
    public async Task A_timer_run_reminds_of_all_others_and_of_the_unreadable_one_later()
    {
        var app = await GrantsApp.NewAsync();
        foreach (var id in (string[])["a1", "a2", "a3"])
            await app.PutAsync(Given.Recorded(), id);
        var mended = await SpoiledState.MakeAsync(app.Storage.App, "achievement", "a1");

        Assert.Equal(2, await app.Op<RemindOfGrants>().RunAsync(default));
        Assert.Equal(
            ("reminder", 1),
            (Assert.Single(await app.Asides.CountAsync()).Work, Assert.Single(await app.Asides.CountAsync()).Count)
        );
        // Ten days later the daily run reads no earlier due dates again, but still retries the unreadable achievement that it set aside.
        app.Time.Now = app.Time.Now.AddDays(10);
        await app.Op<RemindOfGrants>().RunAsync(default);
        await mended();
        Assert.Equal(1, await app.Op<RemindOfGrants>().RunAsync(default));
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task The_clock_moves_all_others_on()
    {
        var stage = await GrantStage.NewAsync();
        foreach (var id in (string[])["a1", "a2"])
            await stage.App.PutAsync(Given.In(GrantStatus.OnNotice), id);
        var mended = await SpoiledState.MakeAsync(stage.App.Storage.App, "achievement", "a1");
        stage.App.Time.Now = Given.Now.AddDays(90);
        Assert.Equal(1, await stage.App.Op<AdvanceGrants>().RunAsync(default));
        Assert.Equal("grantClock", Assert.Single(await stage.App.Asides.CountAsync()).Work);
        await mended();
        Assert.Equal(1, await stage.App.Op<AdvanceGrants>().RunAsync(default));
        Assert.Empty(await stage.App.Asides.CountAsync());
    }

    [Fact]
    public async Task A_receipt_reaches_all_its_other_contracts_and_later_messages_are_processed()
    {
        var stage = await GrantStage.NewAsync();
        var achievement = await stage.App.PutAsync(DistributionGiven.Granted() with { Conversions = [] });
        foreach (var contract in (string[])["c1", "c2"])
            await stage.ReceiveAsync(contract, 5, IncomeInboxTests.Contract(contract, achievement));
        var mended = await SpoiledState.MakeAsync(stage.App.Storage.App, "income", "c1");
        async Task<IEnumerable<string>> OfAsync(string contract) =>
            (await stage.App.Records.LoadAsync(contract)).State!.Receipts.Select(r => r.ReceiptId);

        var both = IncomeInboxTests.Receipt("r1", new(2026, 6, 1), ("c1", 100_000), ("c2", 100_000));
        await Assert.ThrowsAsync<JsonException>(() => stage.ReceiveAsync("r1", 3, both));
        Assert.Equal(["r1"], await OfAsync("c2"));
        await stage.ReceiveAsync("r2", 3, IncomeInboxTests.Receipt("r2", new(2026, 6, 2), ("c2", 100_000)));
        Assert.Equal(["r1", "r2"], await OfAsync("c2"));
        await mended();
        await stage.ReceiveAsync("r1", 3, both);
        Assert.Equal(["r1"], await OfAsync("c1"));
    }

    [Fact]
    public async Task The_money_of_a_contract_does_not_wait_for_its_achievement()
    {
        var stage = await GrantStage.NewAsync();
        var achievement = await stage.App.PutAsync(DistributionGiven.Granted() with { Conversions = [] });
        var mended = await SpoiledState.MakeAsync(stage.App.Storage.App, "achievement", achievement);
        var contract = IncomeInboxTests.Contract("c1", achievement);
        await Assert.ThrowsAsync<JsonException>(() => stage.ReceiveAsync("c1", 5, contract));
        Assert.Equal(contract.Number, (await stage.App.Records.LoadAsync("c1")).State?.Contract?.Number);
        await mended();
        await stage.ReceiveAsync("c1", 5, contract);
    }
}
