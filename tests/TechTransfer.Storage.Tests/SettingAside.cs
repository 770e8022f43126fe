using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Heads;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing;

namespace TechTransfer.Storage.Tests;

/// <summary>
/// An item that cannot be processed does not delay others: it is set aside, shown in health with its reason, and retried.
/// </summary>
public sealed class SettingAside
{
    private const string Secret = "某人的秘密（虚构）";
    private readonly TestTime time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_marker_that_cannot_be_settled_keeps_no_later_one_waiting_and_is_tried_when_its_aggregate_changes()
    {
        var app = await HaltedAsync("n1", "n2");
        var mended = await SpoilAsync(app, "n1");
        time.Now += TimeSpan.FromMinutes(11);

        Assert.Equal(new Sweep(1, 0, 1), await app.Sweeper.RunAsync());
        Assert.Equal("numbered", (await app.Store.LoadAsync("n2")).State!.Status);
        Assert.Equal(("marker", 1, "JsonException"), await OnlyAsync(app));

        // The aggregate has not changed, and the time of the retry has not come.
        Assert.Equal(new Sweep(0, 0, 0), await app.Sweeper.RunAsync());
        await mended();
        Assert.Equal(new Sweep(1, 0, 0), await app.Sweeper.RunAsync());
        Assert.Equal("numbered", (await app.Store.LoadAsync("n1")).State!.Status);
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task A_marker_is_tried_again_after_a_pause_that_grows_up_to_an_hour()
    {
        var app = await HaltedAsync("n1");
        await SpoilAsync(app, "n1");
        time.Now += TimeSpan.FromMinutes(11);
        await app.Sweeper.RunAsync();
        var tries = new List<int>();
        for (var minute = 1; minute <= 300; minute++)
        {
            time.Now += TimeSpan.FromMinutes(1);
            if ((await app.Sweeper.RunAsync()).Failed > 0)
                tries.Add(minute);
        }
        Assert.Equal([1, 3, 7, 15, 31, 63, 123, 183, 243], tries);
    }

    [Fact]
    public async Task Any_number_of_markers_that_are_set_aside_leave_room_for_a_new_one()
    {
        var app = await NoteApp.NewAsync(time: time);
        // More markers in one shard than a single sweep takes.
        var rows = Enumerable
            .Range(0, 450)
            .Select(i => Marker("n1", time.Now - TimeSpan.FromHours(2) + TimeSpan.FromSeconds(i), "gone"))
            .ToArray();
        foreach (var chunk in rows.Chunk(100))
            await app.Storage.Pending.SubmitTransactionAsync(
                chunk.Select(r => new TableTransactionAction(TableTransactionActionType.Add, r))
            );
        await app.Storage.Pending.AddEntityAsync(Marker("n1", time.Now - TimeSpan.FromHours(1), "note"));

        Assert.Equal(200, (await app.Sweeper.RunAsync()).Failed);
        Assert.Equal(200, (await app.Sweeper.RunAsync()).Failed);
        var third = await app.Sweeper.RunAsync();
        Assert.Equal((50, 1), (third.Failed, third.Fenced));
    }

    [Fact]
    public async Task Work_that_is_cancelled_sets_nothing_aside()
    {
        var app = await HaltedAsync("n1");
        time.Now += TimeSpan.FromMinutes(11);
        using var stopping = new CancellationTokenSource();
        var calls = new Calls
        {
            Before = async message =>
            {
                if (message.Uri.Path.Contains("Aggregates", StringComparison.Ordinal))
                    await stopping.CancelAsync();
            },
        };
        var stopped = await app.AgainAsync(calls.Hook);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.Sweeper.RunAsync(stopping.Token));
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task An_outage_ends_the_round_and_what_it_met_is_tried_again_within_a_minute()
    {
        var app = await NoteApp.NewAsync(time: time);
        var round = await app.Asides.BeginAsync("work");
        var tried = 0;
        Task Fail()
        {
            tried++;
            throw new Azure.RequestFailedException(503, Secret);
        }
        Assert.False(await round.DoAsync("a", Fail, default));
        Assert.False(await round.DoAsync("b", Fail, default));
        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => round.DoAsync("c", Fail, default));
        Assert.Equal(3, tried);
        // During an outage of the storage the pause before a retry is never longer than a minute.
        round = await app.Asides.BeginAsync("work");
        for (var i = 0; i < 5; i++)
        {
            Assert.False(await round.DoAsync("a", Fail, default));
            Assert.True(await round.DoAsync("d", () => Task.CompletedTask, default));
        }
        Assert.All(round.Known, a => Assert.True(a.NextAt <= time.Now + TimeSpan.FromMinutes(1)));
        Assert.Equal("The storage answered 503", Assert.Single(await app.Asides.CountAsync()).Reasons.Single().Key);
    }

    [Fact]
    public async Task A_message_that_cannot_be_sent_keeps_neither_later_ones_nor_lines_waiting()
    {
        var app = await HaltedAsync("n1");
        // An earlier event that cannot be read, whose message was not sent.
        await app.Storage.Aggregates.AddEntityAsync(new TableEntity("note|n1", "outbox|0000000000") { ["Version"] = 0L });
        time.Now += TimeSpan.FromMinutes(11);
        Assert.Equal(1, (await app.Sweeper.RunAsync()).Failed);
        Assert.Single(await app.MessagesAsync());
        Assert.Equal("numbered", Assert.Single(await app.ListAsync("all")).GetProperty("status").GetString());
        await app.Storage.Aggregates.DeleteEntityAsync("note|n1", "outbox|0000000000");
        time.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(1, (await app.Sweeper.RunAsync()).Finished);
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task A_tombstone_that_cannot_be_read_keeps_no_other_standing()
    {
        var app = await NoteApp.NewAsync(time: time);
        await app.Storage.Pending.AddEntityAsync(new TableEntity("tombstones", "0000000000000000001|n0|1") { ["Rows"] = "{" });
        await app.WriteAsync("n1", "text", "title");
        await app.DecideAsync("n1", "k");
        Task<bool> StandsAsync() =>
            AnyAsync(app.Storage.Lists.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"status|open"}")));
        Assert.True(await StandsAsync());
        time.Now += TimeSpan.FromHours(25);
        await app.Sweeper.RunAsync();
        Assert.False(await StandsAsync());
        Assert.Equal(("tombstone", 1, "JsonException"), await OnlyAsync(app));
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_keeps_no_other_of_its_list_from_being_read()
    {
        var app = await NoteApp.NewAsync(time: time);
        foreach (var id in (string[])["n1", "n2"])
            await app.WriteAsync(id, id);
        var lists = new Lists(app.Storage, app.Asides);
        var sweeper = new Sweeper(app.Storage, [app.Store], app.Asides, [lists], time);
        var line = new TableEntity("status|open", "0|n1") { ["Summary0"] = $"{{\"text\": {Secret}" };
        await app.Storage.Lists.UpdateEntityAsync(line, Azure.ETag.All, TableUpdateMode.Merge);
        async Task<ListPage> PageAsync() => (await lists.ReadAsync("status|open", 10, null)).Value;

        // Two reads of the same faulty line count as one failure.
        await PageAsync();
        var page = await PageAsync();
        Assert.Equal(("n2", 1), (Assert.Single(page.Items).GetProperty("text").GetString(), page.Unreadable));
        Assert.Throws<Failure>(() => page.Whole);
        Assert.Equal(("line", 1, "JsonReaderException"), await OnlyAsync(app));
        var aside = Assert.Single((await app.Asides.BeginAsync("line")).Known);
        Assert.StartsWith("status/n1/", aside.Item, StringComparison.Ordinal);
        Assert.Equal(1, aside.Tries);

        for (var tries = 0; tries < 2; tries++)
        {
            time.Now += TimeSpan.FromMinutes(2);
            Assert.Equal(0, (await sweeper.RunAsync()).Retried);
        }
        // A new version of the aggregate writes the list line again.
        await app.WriteAsync("n1", "another");
        time.Now += TimeSpan.FromHours(1);
        Assert.Equal(1, (await sweeper.RunAsync()).Retried);
        Assert.Equal(2, (await PageAsync()).Whole.Count);
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task A_backup_takes_all_others_and_begins_with_what_it_could_not_take()
    {
        var app = await NoteApp.NewAsync(time: time);
        foreach (var id in (string[])["n1", "n2", "n3"])
            await app.WriteAsync(id, "text");
        await new Accounts(app.Storage).PostAsync("a1", "n1", 2, _ => (new Dictionary<string, long> { ["sum"] = 7 }, null));
        await new Accounts(app.Storage).PostAsync("a2", "n1", 2, _ => (new Dictionary<string, long> { ["sum"] = 7 }, null));
        string[] spoiled = ["/rows/Aggregates/note%7Cn1.jsonl.gz", "/rows/Counters/account%7Ca1.jsonl.gz"];
        var broken = new Calls
        {
            Before = message =>
                message.Method == Azure.Core.RequestMethod.Put
                && spoiled.Any(s => message.Uri.ToUri().AbsoluteUri.Contains(s, StringComparison.Ordinal))
                    ? throw new InvalidOperationException(Secret)
                    : Task.CompletedTask,
        };
        var failing = await app.AgainAsync(broken.Hook);

        var report = (await failing.Backup.RunAsync(TimeSpan.FromMinutes(5))).Value;
        Assert.True(report.IsComplete);
        Assert.Equal(2, report.SetAside);
        Assert.Equal(("backup", 2, "InvalidOperationException"), await OnlyAsync(app));
        Assert.Equal(["n2", "n3"], await InBackupAsync(app, "rows/Aggregates/note|"));
        Assert.Equal(["a2"], await InBackupAsync(app, "rows/Counters/account|"));

        // The two partitions that could not be copied have not changed for a long time, but the backup retries both.
        time.Now += TimeSpan.FromDays(1);
        Assert.Equal(0, (await app.Backup.RunAsync(TimeSpan.FromMinutes(5))).Value.SetAside);
        Assert.Equal(["n1", "n2", "n3"], await InBackupAsync(app, "rows/Aggregates/note|"));
        Assert.Equal(["a1", "a2"], await InBackupAsync(app, "rows/Counters/account|"));
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public async Task A_restore_brings_back_and_settles_all_others()
    {
        var lost = await NoteApp.NewAsync(time: time);
        foreach (var id in (string[])["n1", "n2", "n3"])
            await lost.WriteAsync(id, "text");
        await lost.Backup.RunAsync(TimeSpan.FromMinutes(5));
        var blob = lost.Storage.Backup!.GetBlockBlobClient("rows/Aggregates/note|n1.jsonl.gz");
        var rows = (await blob.DownloadContentAsync()).Value.Content;
        await BlobWriting.WriteAsync(blob, new MemoryStream("no archive"u8.ToArray()), "application/gzip", null, default);
        foreach (var table in (TableClient[])[lost.Storage.Aggregates, lost.Storage.Pending, lost.Storage.Lists])
            await table.DeleteAsync();
        var app = await NoteApp.OpenAsync(lost.App, time: time);
        await app.Storage.CreateMissingAsync([app.Queue]);

        var broughtBack = (await app.Restore.BringBackAsync(null, TimeSpan.FromMinutes(5))).Value;
        Assert.Equal(["rows/Aggregates/note|n1.jsonl.gz"], broughtBack.Failed);
        Assert.Equal("text", (await app.Store.LoadAsync("n3")).State!.Text);
        await BlobWriting.WriteAsync(blob, rows.ToStream(), "application/gzip", null, default);
        // A second fault: a state that cannot be read.
        var mended = await SpoilAsync(app, "n2");

        var settled = (await app.Restore.RederiveAsync(null, TimeSpan.FromMinutes(5))).Value;
        Assert.Equal((1, "note|n2"), (settled.Aggregates, Assert.Single(settled.Failed)));
        Assert.Single(await app.ListAsync("all"));
        Assert.Equal(["bringBack", "settle"], (await app.Asides.CountAsync()).Select(w => w.Work));
        await mended();
        time.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(1, (await app.Sweeper.RunAsync()).Retried);
        Assert.Equal(2, (await app.ListAsync("all")).Count);
    }

    [Fact]
    public async Task An_audit_reports_a_history_that_cannot_be_read_and_verifies_all_others()
    {
        var app = await NoteApp.NewAsync(time: time);
        foreach (var id in (string[])["n1", "n2"])
            await app.WriteAsync(id, "text");
        await app.Backup.RunAsync(TimeSpan.FromMinutes(5));
        var mended = await SpoilAsync(app, "n1");
        var day = DateOnly.FromDateTime(time.Now.UtcDateTime);
        var audited = (await app.Audit.RunAsync(day, null, TimeSpan.FromMinutes(5))).Value;
        Assert.All(audited.Faults, f => Assert.Equal((HeadFaultKind.HistoryUnreadable, "n1"), (f.Fault, f.Id)));
        Assert.NotEmpty(audited.Faults);
        Assert.Equal("heads", (await OnlyAsync(app)).Work);
        await mended();
        Assert.Empty((await app.Audit.RunAsync(day, null, TimeSpan.FromMinutes(5))).Value.Faults);
        Assert.Empty(await app.Asides.CountAsync());
    }

    [Fact]
    public void A_reason_contains_nothing_that_a_user_typed()
    {
        Exception[] failures =
        [
            new InvalidOperationException(Secret),
            new KeyNotFoundException($"The key '{Secret}' is missing"),
            new Azure.RequestFailedException(404, Secret, "ResourceNotFound", null),
            new AggregateException(Secret, new IOException(Secret)),
            new ArgumentException(Secret, new FormatException(Secret)),
            new FormatException($"U+2082 in {Secret}"),
        ];
        foreach (var failure in failures)
        {
            try
            {
                throw failure;
            }
            catch (Exception thrown)
            {
                var safe = SafeException.Of(thrown);
                Assert.DoesNotContain(Secret, $"{safe} {safe.Message} {safe.InnerException}", StringComparison.Ordinal);
                Assert.Contains(nameof(A_reason_contains_nothing_that_a_user_typed), safe.ToString(), StringComparison.Ordinal);
            }
        }
        Assert.Equal(
            [
                "InvalidOperationException",
                "KeyNotFoundException",
                "The storage answered 404 ResourceNotFound",
                "IOException",
                "ArgumentException",
                "FormatException: U+2082",
            ],
            failures.Select(SafeException.ReasonOf)
        );
    }

    // Notes whose process died right after the decision was committed; the sweeper must do the rest.
    private async Task<NoteApp> HaltedAsync(params string[] ids)
    {
        var app = await NoteApp.NewAsync(time: time);
        foreach (var id in ids)
        {
            await app.WriteAsync(id, "text", id);
            var isCommitted = false;
            var halt = new Calls
            {
                Before = _ => isCommitted ? throw new InvalidOperationException("The process is gone.") : Task.CompletedTask,
                After = (_, message) => Task.FromResult(isCommitted |= Calls.IsTransactionOn(message.Request, "noteDecided")),
            };
            var halting = await app.AgainAsync(halt.Hook);
            await Assert.ThrowsAsync<InvalidOperationException>(() => halting.DecideAsync(id, "k"));
        }
        return app;
    }

    // Makes a state unreadable; the returned function repairs it.
    private static async Task<Func<Task>> SpoilAsync(NoteApp app, string id)
    {
        var row = (await app.Storage.Aggregates.GetEntityAsync<TableEntity>($"note|{id}", "state")).Value;
        await app.Storage.Aggregates.UpdateEntityAsync(
            new TableEntity(row.PartitionKey, "state") { ["Body0"] = $"{{\"text\": {Secret}" },
            row.ETag,
            TableUpdateMode.Merge
        );
        return () =>
            app.Storage.Aggregates.UpdateEntityAsync(
                new TableEntity(row.PartitionKey, "state") { ["Body0"] = row.GetString("Body0") },
                Azure.ETag.All,
                TableUpdateMode.Merge
            );
    }

    private static TableEntity Marker(string id, DateTimeOffset at, string kind)
    {
        var marker = new Marker(kind, id, 99, "attempt", at, []);
        return new(marker.PartitionKey, marker.RowKey)
        {
            ["Kind"] = kind,
            ["Aggregate"] = id,
            ["Version"] = 99L,
            ["Attempt"] = "attempt",
            ["At"] = at,
            ["Reservations"] = "[]",
        };
    }

    private static async Task<(string Work, int Count, string Reason)> OnlyAsync(NoteApp app)
    {
        var work = Assert.Single(await app.Asides.CountAsync());
        return (work.Work, work.Count, Assert.Single(work.Reasons).Key);
    }

    private static async Task<IReadOnlyList<string>> InBackupAsync(NoteApp app, string prefix)
    {
        var names = new List<string>();
        await foreach (var blob in app.Storage.Backup!.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, default))
            names.Add(blob.Name[prefix.Length..^".jsonl.gz".Length]);
        return names;
    }

    private static async Task<bool> AnyAsync(Azure.AsyncPageable<TableEntity> rows)
    {
        await foreach (var _ in rows)
            return true;
        return false;
    }
}
