using TechTransfer.Kernel.Problems;

namespace TechTransfer.Storage.Tests;

public sealed class StoreVersions
{
    [Fact]
    public async Task An_empty_store_is_of_the_version_that_first_starts_on_it()
    {
        var app = await NoteApp.NewAsync();
        await StoreVersion.CheckAsync(app.Storage, 7);
        Assert.Equal(7, await StoreVersion.FindAsync(app.Storage));
    }

    [Fact]
    public async Task A_store_with_data_and_no_version_is_of_before_there_was_one()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", "text", "title");
        Assert.Equal(1, await StoreVersion.FindAsync(app.Storage, 7));
    }

    [Fact]
    public async Task An_older_store_ends_the_start_with_the_command_that_migrates_it()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", "text", "title");
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StoreVersion.CheckAsync(app.Storage, 2));
        Assert.Equal(
            $"The stored data of {app.App} is of version 1, and this app needs 2: back up, then migrate it with ./run migrate.",
            refused.Message
        );
    }

    [Fact]
    public async Task A_store_of_a_later_version_ends_the_start_too()
    {
        var app = await NoteApp.NewAsync();
        await StoreVersion.CheckAsync(app.Storage, StoreVersion.Current + 1);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StoreVersion.CheckAsync(app.Storage));
        Assert.Contains("deploy the version that wrote it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_that_start_at_once_agree()
    {
        var app = await NoteApp.NewAsync();
        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StoreVersion.FindAsync(app.Storage)));
        Assert.All(found, version => Assert.Equal(StoreVersion.Current, version));
    }

    [Fact]
    public async Task A_migration_goes_step_by_step_and_begins_a_broken_step_again()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", "text", "title");
        var tried = 0;
        var steps = new StoreSteps(
            new Dictionary<int, Func<AppStorage, TimeProvider, CancellationToken, Task>>
            {
                [1] = (_, _, _) => ++tried == 1 ? Task.FromException(new Failure("broken off")) : Task.CompletedTask,
            }
        );

        await Assert.ThrowsAsync<Failure>(() => StoreVersion.MigrateAsync(app.Storage, steps, TimeProvider.System));
        Assert.Equal(1, await StoreVersion.FindAsync(app.Storage));
        Assert.Equal(1, await StoreVersion.MigrateAsync(app.Storage, steps, TimeProvider.System));
        Assert.Equal(2, tried);
        await StoreVersion.CheckAsync(app.Storage);
    }

    [Fact]
    public async Task A_backup_of_a_later_version_is_not_brought_back()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", "text", "title");
        await StoreVersion.SaveAsync(app.Storage, StoreVersion.Current + 1, default);
        Assert.True((await app.Backup.RunAsync(TimeSpan.FromMinutes(5))).Value.IsComplete);
        Assert.Equal(Catalogue.BackupOfLaterVersion, (await app.Restore.BringBackAsync(null, TimeSpan.FromMinutes(5))).Problem!.Kind);
    }
}
