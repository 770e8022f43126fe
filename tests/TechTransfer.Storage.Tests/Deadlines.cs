using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Testing;
using TechTransfer.Testing.Proxies;

namespace TechTransfer.Storage.Tests;

public sealed class Deadlines
{
    [Fact]
    public async Task Command_gives_up_before_the_sweeper_takes_its_marker_up()
    {
        Assert.True(StorageBudget.From(_ => null).Work < Sweeper.Age);

        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", "text");
        await using var proxy = await StorageProxy.StartAsync(await AzuriteServer.ConnectionStringAsync());
        var hanging = await app.AgainAsync(connection: proxy.ConnectionString, budgetSeconds: "5");
        var before = await hanging.Store.LoadAsync("n1");
        // The marker is written; the transaction gets no answer, however often it is tried.
        proxy.Decide = call => call.IsTransaction ? Fault.Silence : Fault.Pass;

        await Assert.ThrowsAsync<StorageTimeoutException>(() =>
            hanging.Store.CommitAsync(
                before,
                new(before.State! with { Text = "late" }, new NoteWritten("late")),
                NoteApp.Someone,
                NoteApp.Command("k")
            )
        );

        Assert.Equal(1, (await app.Storage.BacklogAsync([])).Markers);
        var later = await app.AgainAsync(time: new TestTime(TimeProvider.System.GetUtcNow() + Sweeper.Age + TimeSpan.FromSeconds(1)));
        Assert.Equal(new Sweep(0, 1, 0), await later.Sweeper.RunAsync());
        Assert.Equal("text", (await app.Store.LoadAsync("n1")).State!.Text);
    }

    [Fact]
    public async Task Inner_deadline_ends_no_later_than_the_outer_one()
    {
        var app = await NoteApp.NewAsync();
        using (StorageDeadline.Begin(TimeSpan.Zero))
        {
            using (StorageDeadline.Begin(TimeSpan.FromMinutes(1)))
                await Assert.ThrowsAsync<StorageTimeoutException>(() => app.Store.LoadAsync("n1"));
            // Time in which the work waited for something else does not count.
            StorageDeadline.Extend(TimeSpan.FromMinutes(1));
            Assert.False((await app.Store.LoadAsync("n1")).Exists);
        }
        Assert.False((await app.Store.LoadAsync("n1")).Exists);
    }
}
