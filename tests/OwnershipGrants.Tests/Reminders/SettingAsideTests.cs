using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.Testing;

namespace TechTransfer.OwnershipGrants.Tests.Reminders;

/// <summary>An achievement that cannot be read keeps no other waiting.</summary>
public class SettingAsideTests
{
    [Fact]
    public async Task A_walk_tells_of_all_others_and_comes_back_to_the_one_when_it_can()
    {
        var app = await GrantsApp.NewAsync();
        foreach (var id in (string[])["a1", "a2", "a3"]) await app.PutAsync(Given.Recorded(), id);
        var mended = await SpoiledState.MakeAsync(app.Storage.App, "achievement", "a1");

        Assert.Equal(2, await app.Walk.RunAsync(default));
        Assert.Equal(("reminder", 1), (Assert.Single(await app.Asides.CountAsync()).Work, Assert.Single(await app.Asides.CountAsync()).Count));
        // The walk does not stand still for it: days later it looks at no old list, and still at what it left.
        app.Time.Now = app.Time.Now.AddDays(10);
        await app.Walk.RunAsync(default);
        await mended();
        Assert.Equal(1, await app.Walk.RunAsync(default));
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task The_clock_moves_all_others_on()
    {
        var stage = await GrantStage.NewAsync();
        foreach (var id in (string[])["a1", "a2"]) await stage.App.PutAsync(Given.In(GrantStatus.OnNotice), id);
        var mended = await SpoiledState.MakeAsync(stage.App.Storage.App, "achievement", "a1");
        stage.App.Time.Now = Given.Now.AddDays(90);
        Assert.Equal(1, await stage.Clock.RunAsync(default));
        Assert.Equal("grantClock", Assert.Single(await stage.App.Asides.CountAsync()).Work);
        await mended();
        Assert.Equal(1, await stage.Clock.RunAsync(default));
        Assert.Empty(await stage.App.Asides.CountAsync());
    }
}
