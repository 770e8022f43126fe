using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Backups;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.Storage.Tests;

public sealed class Backups
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task What_was_destroyed_comes_back_with_chains_figures_reservations_numbers_and_documents()
    {
        var app = await NoteApp.NewAsync();
        for (var i = 1; i <= 12; i++)
            await app.WriteAsync($"n{i}", new string('文', i * 5000), $"title{i}");
        await app.DecideAsync("n3", "k3");
        await app.DecideAsync("n7", "k7");
        var document = await new DocumentStore(app.Storage).SaveAsync("n3", "内容"u8.ToArray(), "text/plain");
        await new Accounts(app.Storage).PostAsync("acc", "n3", 2, _ => (new Dictionary<string, long> { ["sum"] = 7 }, null));
        await new Copies(app.Storage).PutAsync("thing", "t1", 4, new Note("copied", "open", null, null));
        await new Lists(app.Storage).AppendAsync(Lists.Log("n3"), app.Time.GetUtcNow(), new { what = "read" });
        await new FrozenFigures(app.Storage).AddAsync(
            "notes",
            new("2026-05", app.Time.GetUtcNow(), new Dictionary<string, long> { ["open"] = 3 })
        );
        var before = await FiguresAsync(app);

        var report = (await app.Backup.RunAsync(Long)).Value;
        Assert.True(report.IsComplete);
        // 12 aggregates count twice: the first backup copies all, and then those that were marked as changed.
        Assert.Equal((24, 1), (report.Aggregates, report.Documents));
        app = await DestroyAsync(app);
        Assert.Empty(await new Counters(app.Storage).ReadAsync("notes", "2026"));
        await RestoreAsync(app);

        Assert.Equal(before, await FiguresAsync(app));
        for (var i = 1; i <= 12; i++)
        {
            var note = await app.Store.LoadAsync($"n{i}");
            Assert.Equal(new string('文', i * 5000), note.State!.Text);
            Assert.Null((await app.Store.ReadHistoryAsync(note.Id)).BrokenAt);
        }
        // The title is still reserved for the restored note.
        var other = await app.Store.LoadAsync("other");
        var taken = await app.Store.CommitAsync(
            other,
            new(new("text", "open", "title5", null), new NoteWritten("text")),
            NoteApp.Someone,
            NoteApp.Command("other")
        );
        Assert.Equal(Catalogue.NotYetKnown, taken.Problem!.Kind);
        Assert.Equal(3, (await app.DecideAsync("n1", "k1")).Value.State!.Number);
        // A command that was sent before the loss is recognised when it is repeated.
        Assert.Equal(3, (await app.Store.FindCommandAsync("n3", NoteApp.Command("k3")))!.Version);
        using var reader = new StreamReader((await new DocumentStore(app.Storage).OpenAsync("n3", document.Sha256))!);
        Assert.Equal("内容", await reader.ReadToEndAsync());
        Assert.Equal(7, (await new Accounts(app.Storage).ReadAsync("acc"))["sum"]);
        Assert.Equal("copied", (await new Copies(app.Storage).FindAsync<Note>("thing", "t1"))!.Text);
        Assert.Single((await new Lists(app.Storage).ReadAsync(Lists.Log("n3"), 10, null)).Value.Items);
        Assert.Equal(3, (await new FrozenFigures(app.Storage).FindAsync("notes", "2026-05"))!.Figures["open"]);
    }

    [Fact]
    public async Task The_second_backup_takes_only_what_changed_and_a_change_meanwhile_waits_for_the_third()
    {
        var app = await NoteApp.NewAsync();
        for (var i = 1; i <= 5; i++)
            await app.WriteAsync($"n{i}", "text");
        await app.Backup.RunAsync(Long);
        Assert.Equal(0, (await app.Backup.RunAsync(Long)).Value.Aggregates);

        await app.WriteAsync("n2", "longer text");
        Assert.Equal(1, (await app.Backup.RunAsync(Long)).Value.Aggregates);
        Assert.Equal(0, (await app.Backup.RunAsync(Long)).Value.Aggregates);

        app = await DestroyAsync(app);
        await RestoreAsync(app);
        Assert.Equal("longer text", (await app.Store.LoadAsync("n2")).State!.Text);
    }

    [Fact]
    public async Task A_command_costs_as_many_calls_with_a_backup_as_without()
    {
        static async Task<int> CallsAsync(bool withBackup)
        {
            var calls = new Calls();
            var connection = await AzuriteServer.ConnectionStringAsync();
            var name = TestStorage.NewName();
            (string, string)[] backup = withBackup ? [("BackupStorage", connection), ("HeadsKey", NoteApp.HeadsKey)] : [];
            var storage = TestStorage.Open(name, connection, calls.Hook, settings: backup);
            await storage.CreateMissingAsync([]);
            var store = new AggregateStore<Note>(
                storage,
                new("note"),
                TimeProvider.System,
                Microsoft.Extensions.Logging.Abstractions.NullLogger<AggregateStore<Note>>.Instance
            );
            var before = calls.Count;
            await store.CommitAsync(
                await store.LoadAsync("n1"),
                new(new("text", "open", null, null), new NoteWritten("text")),
                NoteApp.Someone,
                NoteApp.Command("k")
            );
            return calls.Count - before;
        }

        Assert.Equal(await CallsAsync(withBackup: false), await CallsAsync(withBackup: true));
    }

    [Fact]
    public async Task Two_first_backups_at_once_agree_on_the_system_and_one_waits()
    {
        var app = await NoteApp.NewAsync();
        for (var i = 0; i < 20; i++)
            await app.WriteAsync($"n{i}", "text");
        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ => await (await app.AgainAsync()).Backup.RunAsync(Long)));
        Assert.Contains(runs, r => r.Problem is null);
        Assert.All(runs.Where(r => r.Problem is not null), r => Assert.Equal(Catalogue.BackupUnderWay, r.Problem!.Kind));
        Assert.True((await app.Backup.RunAsync(Long)).Value.IsComplete);
    }

    [Fact]
    public async Task The_timer_leaves_a_run_that_an_operator_began_alone()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n0", "text");
        var byTimer = new Hosting.Backups.BackupFunctions(app.Backup, app.Restore, NullLogger<Hosting.Backups.BackupFunctions>.Instance);
        var turn = await new BackupContainer(app.Storage).TryAcquireLeaseAsync(TimeSpan.FromSeconds(60), default);
        await byTimer.RunAsync(new(), default);
        Assert.Null(await app.Backup.FindUpToAsync());

        await turn!.ReleaseAsync();
        await byTimer.RunAsync(new(), default);
        Assert.NotNull(await app.Backup.FindUpToAsync());
    }

    [Fact]
    public async Task A_long_step_of_an_operator_has_more_time_than_other_calls()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n0", "text");
        var functions = new Hosting.Backups.BackupFunctions(app.Backup, app.Restore, NullLogger<Hosting.Backups.BackupFunctions>.Instance);

        using (StorageDeadline.Begin(TimeSpan.Zero))
            await functions.BackUp(new Microsoft.AspNetCore.Http.DefaultHttpContext().Request, default);

        Assert.NotNull(await app.Backup.FindUpToAsync());
    }

    [Fact]
    public async Task A_run_that_is_cut_short_moves_the_backups_time_no_further()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n0", "text");
        await app.Backup.RunAsync(Long);
        var whole = await app.Backup.FindUpToAsync();
        for (var i = 0; i < 20; i++)
            await app.WriteAsync($"n{i}", "other");

        Assert.False((await app.Backup.RunAsync(TimeSpan.Zero)).Value.IsComplete);
        Assert.Equal(whole, await app.Backup.FindUpToAsync());
        Assert.True((await app.Backup.RunAsync(Long)).Value.IsComplete);
        Assert.True(await app.Backup.FindUpToAsync() > whole);
    }

    [Fact]
    public async Task A_changed_aggregate_costs_four_calls_and_each_new_document_three()
    {
        var calls = new Calls();
        var app = await (await NoteApp.NewAsync()).AgainAsync(calls.Hook);
        for (var i = 0; i < 10; i++)
            await app.WriteAsync($"n{i}", "text");
        await app.Backup.RunAsync(Long);

        async Task<int> RunAsync()
        {
            var before = calls.Count;
            Assert.True((await app.Backup.RunAsync(Long)).Value.IsComplete);
            return calls.Count - before;
        }
        var nothing = await RunAsync();
        Assert.InRange(nothing, 15, 35);
        for (var i = 0; i < 10; i++)
            await app.WriteAsync($"n{i}", "other");
        // Each shard of markers is one page of the backup; a page costs calls for its list of heads and for a renewal of the lease.
        var changed = await RunAsync() - nothing;
        Assert.InRange(changed, 45, 60);

        var documents = new DocumentStore(app.Storage);
        for (var i = 0; i < 10; i++)
            await documents.SaveAsync("n0", new byte[] { (byte)i }, "text/plain");
        await app.WriteAsync("n0", "third");
        // Besides 3 calls for each of the 10 documents, one call finds out which documents the backup already has.
        Assert.Equal(nothing + 4 + 3 + 1 + 10 * 3, await RunAsync());
    }

    [Fact]
    public async Task What_the_sweeper_has_yet_to_finish_is_backed_up_too()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", "text", "title");
        await app.Backup.RunAsync(Long);
        // Simulates a process that dies right after the commit: messages, list lines and backup marker are missing.
        var isCommitted = false;
        var halt = new Calls
        {
            Before = _ => isCommitted ? throw new InvalidOperationException("The process is gone.") : Task.CompletedTask,
            After = (_, message) => Task.FromResult(isCommitted |= Calls.IsTransactionOn(message.Request, "noteDecided")),
        };
        var halting = await app.AgainAsync(halt.Hook);
        await Assert.ThrowsAsync<InvalidOperationException>(() => halting.DecideAsync("n1", "k"));
        Assert.Equal("decided", (await app.Store.LoadAsync("n1")).State!.Status);

        Assert.Equal(1, (await app.Backup.RunAsync(Long)).Value.Aggregates);
        app = await DestroyAsync(app);
        await RestoreAsync(app);

        var note = await app.Store.LoadAsync("n1");
        Assert.Equal(("numbered", 1L), (note.State!.Status, note.State.Number!.Value));
        Assert.Equal("numbered", Assert.Single(await app.ListAsync("all")).GetProperty("status").GetString());
        Assert.Single(await app.MessagesAsync());
    }

    [Fact]
    public async Task Messages_of_the_last_day_are_sent_again_and_versions_that_were_lost_are_not_used_again()
    {
        var time = new TestTime(TimeProvider.System.GetUtcNow().AddDays(-3));
        var app = await NoteApp.NewAsync(time: time);
        await app.WriteAsync("old", "text", "old");
        await app.DecideAsync("old", "k1");
        time.Now += TimeSpan.FromDays(2.5);
        await app.WriteAsync("new", "text", "new");
        var announced = (await app.DecideAsync("new", "k2")).Value.Version;
        time.Now += TimeSpan.FromDays(0.4);
        await app.Backup.RunAsync(Long);
        // A version that other apps know but the backup lacks.
        await app.WriteAsync("new", "lost");

        app = await DestroyAsync(app, time);
        await RestoreAsync(app);

        var message = Assert.Single(await app.MessagesAsync());
        Assert.Equal(("new", announced), (message.Aggregate, message.Version));
        var restored = await app.Store.LoadAsync("new");
        Assert.True(restored.Version > announced + 1);
        await app.WriteAsync("new", "again", key: "again");
        Assert.Null((await app.Store.ReadHistoryAsync("new")).BrokenAt);
        Assert.Equal(restored.Version + 1, (await app.Store.LoadAsync("new")).Version);
    }

    [Fact]
    public async Task Steps_that_are_cut_short_go_on_where_they_were_and_may_be_repeated()
    {
        var app = await NoteApp.NewAsync();
        for (var i = 0; i < 230; i++)
            await app.WriteAsync($"n{i:D3}", "text");
        var before = await FiguresAsync(app);
        var first = (await app.Backup.RunAsync(TimeSpan.Zero)).Value;
        Assert.False(first.IsComplete);
        // An incomplete backup has no date up to which it is complete.
        Assert.Null(await app.Backup.FindUpToAsync());
        // A restore from an incomplete first backup is refused.
        Assert.Equal(Catalogue.NoBackup, (await app.Restore.BringBackAsync(null, Long)).Problem!.Kind);
        var runs = 1;
        while (!(await app.Backup.RunAsync(TimeSpan.Zero)).Value.IsComplete)
            Assert.InRange(++runs, 1, 20);

        app = await DestroyAsync(app);
        var steps = 0;
        string? next = null;
        do
        {
            var step = await app.Restore.BringBackAsync(next, TimeSpan.Zero);
            if (steps == 1)
                Assert.Equal(step.Value.Partitions, (await app.Restore.BringBackAsync(next, TimeSpan.Zero)).Value.Partitions);
            next = step.Value.Next;
            steps++;
        } while (next is not null);
        Assert.True(steps >= 3);
        do
        {
            var step = (await app.Restore.RederiveAsync(next, TimeSpan.Zero)).Value;
            Assert.Empty(step.Failed);
            next = step.Next;
        } while (next is not null);
        Assert.Equal(before, await FiguresAsync(app));
    }

    [Fact]
    public async Task A_new_system_does_not_write_over_the_backup_and_a_used_one_is_not_written_over()
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", "text");
        Assert.Equal(Catalogue.NoBackup, (await app.Restore.BringBackAsync(null, Long)).Problem!.Kind);
        await app.Backup.RunAsync(Long);
        Assert.Equal(Catalogue.RestoreNeedsEmptyTables, (await app.Restore.BringBackAsync(null, Long)).Problem!.Kind);
        Assert.Equal(Catalogue.NoRestoreUnderWay, (await app.Restore.RederiveAsync(null, Long)).Problem!.Kind);

        app = await DestroyAsync(app);
        Assert.Equal(Catalogue.BackupOfAnother, (await app.Backup.RunAsync(Long)).Problem!.Kind);
        await RestoreAsync(app);
        Assert.Equal("text", (await app.Store.LoadAsync("n1")).State!.Text);
        Assert.Equal(Catalogue.RestoreNeedsEmptyTables, (await app.Restore.BringBackAsync(null, Long)).Problem!.Kind);
        await app.WriteAsync("n1", "and on", key: "on");
        Assert.True((await app.Backup.RunAsync(Long)).Value.IsComplete);
    }

    [Fact]
    public async Task Rows_come_back_as_they_were_type_for_type()
    {
        var row = new TableEntity("p", "r")
        {
            ["Text"] = "引号\"与\n换行",
            ["Empty"] = "",
            ["Yes"] = true,
            ["No"] = false,
            ["Int"] = int.MinValue,
            ["Long"] = long.MaxValue,
            ["Double"] = 0.1,
            ["Whole"] = 3.0,
            ["Bytes"] = new byte[] { 0, 255 },
            ["Id"] = Guid.NewGuid(),
            ["At"] = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(1234567),
        };
        using var text = new MemoryStream();
        await RowText.WriteAsync(text, [row, new("p", "second")], CancellationToken.None);
        text.Position = 0;
        var back = new List<TableEntity>();
        await foreach (var read in RowText.ReadAsync(text, "p"))
            back.Add(read);

        Assert.Equal(["r", "second"], back.Select(r => r.RowKey));
        foreach (var (name, value) in row.Where(p => p.Key is not ("PartitionKey" or "RowKey")))
            Assert.Equal(value, back[0][name]);
    }

    private static async Task RestoreAsync(NoteApp app)
    {
        Assert.Null((await app.Restore.BringBackAsync(null, Long)).Value.Next);
        var settled = (await app.Restore.RederiveAsync(null, Long)).Value;
        Assert.Null(settled.Next);
        Assert.Empty(settled.Failed);
    }

    private static async Task<string> FiguresAsync(NoteApp app)
    {
        var sums = await new Counters(app.Storage).ReadAsync("notes", "2026");
        var figures = string.Join(',', sums.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"));
        var lines = new StringBuilder();
        foreach (var list in (string[])["all", "status|open", "status|numbered"])
            lines.AppendLine(Json.Write(await app.ListAsync(list)));
        return $"{figures}\n{lines}";
    }

    // Deletes tables, documents and queues, as when a region is lost, and makes empty ones with the same names. The backup stays.
    private static async Task<NoteApp> DestroyAsync(NoteApp app, TimeProvider? time = null)
    {
        var connection = await AzuriteServer.ConnectionStringAsync();
        var tables = new TableServiceClient(connection);
        var names = new List<string>();
        await foreach (var table in tables.QueryAsync())
        {
            if (table.Name.StartsWith(app.App, StringComparison.Ordinal))
                names.Add(table.Name);
        }
        foreach (var name in names)
            await tables.DeleteTableAsync(name);
        await new BlobServiceClient(connection).DeleteBlobContainerAsync($"{app.App}-documents");
        await app.Storage.Queue(app.Queue).DeleteAsync();
        var anew = await app.AgainAsync(time: time ?? app.Time);
        await anew.Storage.CreateMissingAsync([anew.Queue]);
        return anew;
    }
}
