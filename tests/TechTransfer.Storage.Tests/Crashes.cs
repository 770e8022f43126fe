using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing;

namespace TechTransfer.Storage.Tests;

/// <summary>Several processes on the same tables, working in parallel or killed in the middle.</summary>
public sealed class Crashes
{
    [Fact]
    public async Task Two_hundred_parallel_allotments_from_two_processes_leave_no_gap()
    {
        var app = await NoteApp.NewAsync();

        var outputs = await Task.WhenAll(RunAsync("allot", app.App, "a", "100"), RunAsync("allot", app.App, "b", "100"));

        var numbers = outputs
            .SelectMany(o => o.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(n => long.Parse(n, CultureInfo.InvariantCulture))
            .Order();
        Assert.Equal(Enumerable.Range(1, 200).Select(n => (long)n), numbers);
    }

    [Fact]
    public async Task A_command_killed_at_any_storage_call_leaves_nothing_half_done_once_the_sweeper_has_run()
    {
        var whole = await NoteApp.NewAsync();
        await whole.WriteAsync("n1", "text", "title");
        var (_, output) = await RunAsync("decide", whole.App, "n1", "k", "1000");
        var calls = int.Parse(output, CultureInfo.InvariantCulture);
        Assert.InRange(calls, 15, 60);

        var committed = 0;
        // Only two processes at a time, to suit machines with two processors.
        foreach (var pair in Enumerable.Range(0, calls).Chunk(2))
        {
            foreach (var isCommitted in await Task.WhenAll(pair.Select(KillAfterAsync)))
                committed += isCommitted ? 1 : 0;
        }
        // Some processes were killed before the transaction and some after it.
        Assert.InRange(committed, 1, calls - 1);
    }

    private static async Task<bool> KillAfterAsync(int calls)
    {
        var app = await NoteApp.NewAsync();
        await app.WriteAsync("n1", "text", "title");
        var (code, _) = await RunAsync("decide", app.App, "n1", "k", $"{calls}");
        Assert.Equal(137, code);

        var later = await app.AgainAsync(time: new TestTime(TimeProvider.System.GetUtcNow().AddMinutes(11)));
        var sweep = await later.Sweeper.RunAsync();
        Assert.Equal(0, sweep.Failed);

        var note = await later.Store.LoadAsync("n1");
        var isCommitted = note.State!.Status != "open";
        await AssertWholeAsync(later, note, isCommitted);

        // The caller retries with the same key: the effect exists once, whether the first try was committed or not.
        var past = await later.Store.FindCommandAsync("n1", NoteApp.Command("k"));
        Assert.Equal(isCommitted, past is not null);
        if (past is null)
        {
            var again = await later.DecideAsync("n1", "k");
            Assert.Equal("numbered", again.Value.State!.Status);
            await AssertWholeAsync(later, again.Value, true);
        }
        else
        {
            Assert.Equal(note.Version, past.Version);
        }
        return isCommitted;
    }

    private static async Task AssertWholeAsync(NoteApp app, Loaded<Note> note, bool isCommitted)
    {
        Assert.Equal(isCommitted ? "numbered" : "open", note.State!.Status);
        Assert.Equal(isCommitted ? 1 : null, note.State.Number);
        Assert.Equal(isCommitted ? note.Id : null, await app.Numbers.OwnerOfAsync(NoteApp.Series, 1));

        var history = await app.Store.ReadHistoryAsync("n1");
        Assert.Null(history.BrokenAt);
        Assert.Equal(
            isCommitted ? ["noteWritten", "noteDecided", "noteNumbered"] : ["noteWritten"],
            history.Entries.Select(e => JsonDocument.Parse(e.Json).RootElement.GetProperty("type").GetString())
        );

        Assert.Equal(isCommitted ? 0 : 1, (await app.ListAsync("status|open")).Count);
        Assert.Empty(await app.ListAsync("status|decided"));
        Assert.Equal(isCommitted ? 1 : 0, (await app.ListAsync("status|numbered")).Count);
        var figures = await new Counters(app.Storage).ReadAsync("notes", "2026");
        Assert.Equal(new Dictionary<string, long> { [note.State.Status] = 1, ["length"] = 4 }, figures);

        // A message may be sent twice, but must not be lost.
        var messages = await app.MessagesAsync();
        Assert.Equal(isCommitted, messages.Count > 0);
        Assert.All(messages, m => Assert.Equal("note|n1|3|noteAnnounced", m.Id));

        // The note's current unique value is reserved, and the other one is free.
        Assert.Equal(
            isCommitted ? null : "n1",
            (await Reservations.TouchAsync(app.Storage.Reservations, "title|title", "probe", "probe", true, default)).Owner
        );
        Assert.Equal(
            isCommitted ? "n1" : null,
            (await Reservations.TouchAsync(app.Storage.Reservations, "title|title!", "probe", "probe", true, default)).Owner
        );
        foreach (var key in (string[])["title|title", "title|title!"])
            await Reservations.FreeUnlessHeldAsync(app.Storage.Reservations, key, "probe", "probe", () => Task.FromResult(false), default);

        Assert.Equal(0, (await app.Storage.BacklogAsync([])).Markers);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(Crashes).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["TECHTRANSFER_TEST_STORAGE"] = await AzuriteServer.ConnectionStringAsync();
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Trim());
    }
}
