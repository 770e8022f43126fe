using System.Diagnostics;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.Tests.Queues;
using TechTransfer.Testing;

namespace Microsoft.Azure.Functions.Worker.Tests.Instances;

/// <summary>Two processes of one app share its queues and its timers. Minutes are seconds here: a lease lasts 15 s, a message is hidden for 6 s at a time.</summary>
public sealed class TwoProcessesTests
{
    [Fact]
    public async Task Each_message_is_worked_on_once_and_both_take_their_part()
    {
        await using var app = await TwoProcesses.StartAsync(work: 50);
        var messages = Enumerable.Range(1, 120).Select(number => $"m{number}").ToArray();
        foreach (var message in messages) await app.Queue.SendAsync(message);
        await app.UntilAsync(diary => diary.Count(line => line.Word == "done") == messages.Length);

        var done = app.Diary.Where(line => line.Word == "done").ToArray();
        Assert.Equal(messages.Order(), done.Select(line => line.Message!).Order());
        Assert.Equal(done.Length, app.Diary.Count(line => line.Word == "begin"));
        Assert.Equal(app.Processes.Select(process => process.Id).Order(), done.Select(line => line.Process).Distinct().Order());
    }

    [Fact]
    public async Task A_timer_fires_in_one_process_and_goes_over_at_once_when_that_one_is_asked_to_end()
    {
        await using var app = await TwoProcesses.StartAsync();
        await app.UntilAsync(diary => diary.Count(line => line.Word == "tick") >= 4);
        var holder = Assert.Single(app.Diary.Where(line => line.Word == "tick").Select(line => line.Process).Distinct());

        await app.Process(holder).TerminateAsync();
        Assert.Equal(0, app.Process(holder).ExitCode);
        // The lease was given back: the other one waits for its next try alone, not for 15 seconds.
        var clock = Stopwatch.StartNew();
        await app.UntilAsync(diary => diary.Any(line => line.Word == "tick" && line.Process != holder));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task A_process_that_is_asked_to_end_finishes_what_it_has_begun_and_takes_nothing_more()
    {
        await using var app = await TwoProcesses.StartAsync(work: 1500, batchSize: 2);
        foreach (var number in Enumerable.Range(1, 16)) await app.Queue.SendAsync($"m{number}");
        var ending = app.Processes[0];
        await app.UntilAsync(diary => diary.Any(line => line.Word == "begin" && line.Process == ending.Id));
        await ending.TerminateAsync();
        Assert.Equal(0, ending.ExitCode);

        await app.UntilAsync(diary => diary.Count(line => line.Word == "done") == 16);
        var byEnding = app.Diary.Where(line => line.Process == ending.Id).ToArray();
        Assert.Equal(byEnding.Count(line => line.Word == "begin"), byEnding.Count(line => line.Word == "done"));
        Assert.InRange(byEnding.Count(line => line.Word == "done"), 1, 8);
        Assert.Equal(16, app.Diary.Count(line => line.Word == "begin"));
    }

    [Fact]
    public async Task What_a_killed_process_had_begun_is_done_by_the_other_one()
    {
        await using var app = await TwoProcesses.StartAsync(work: 3000);
        foreach (var number in Enumerable.Range(1, 6)) await app.Queue.SendAsync($"m{number}");
        await app.UntilAsync(diary => diary.Any(line => line.Word == "begin") && diary.Any(line => line.Word == "tick"));
        var killed = app.Diary.First(line => line.Word == "begin").Process;
        await app.Process(killed).KillAsync();

        await app.UntilAsync(diary => diary.Where(line => line.Word == "done").Select(line => line.Message).Distinct().Count() == 6);
        await app.UntilAsync(diary => diary.Any(line => line.Word == "tick" && line.Process != killed));
        Assert.Empty(await app.Queue.PoisonAsync(0));
    }

    private sealed record Line(int Process, string Word, string? Message);

    private sealed class TwoProcesses : IAsyncDisposable
    {
        private readonly QueueClient _diary;
        private readonly List<Line> _lines = [];

        private TwoProcesses(TestQueue queue, QueueClient diary, IReadOnlyList<AppProcess> processes) => (Queue, _diary, Processes) = (queue, diary, processes);

        public TestQueue Queue { get; }

        public IReadOnlyList<AppProcess> Processes { get; }

        public IReadOnlyList<Line> Diary => _lines;

        public static async Task<TwoProcesses> StartAsync(int work = 20, int batchSize = 4)
        {
            var connection = await AzuriteServer.ConnectionStringAsync();
            var queue = await TestQueue.CreateAsync();
            var diary = new QueueClient(connection, $"d-{Guid.NewGuid():N}");
            await diary.CreateAsync();
            using var folder = new AppFolder($$"""{ "version": "2.0", "extensions": { "queues": { "batchSize": {{batchSize}}, "newBatchThreshold": 0, "maxPollingInterval": "00:00:00.2" } } }""");
            string[] arguments =
            [
                "--functions", nameof(SharedFunctions), "--short", "true", "--AzureWebJobsStorage", connection, "--AzureFunctionsWebHost:hostid", $"t{Guid.NewGuid():N}"[..20],
                "--Inbox", queue.Inbox.Name, "--Diary", diary.Name, "--Work", $"{work}", .. folder.Arguments,
            ];
            var processes = new List<AppProcess>();
            foreach (var port in (int[])[AzuriteServer.FreePort(), AzuriteServer.FreePort()])
            {
                processes.Add(AppProcess.Start(["--port", $"{port}", .. arguments]));
                await processes[^1].ReadyAsync(port);
            }
            return new(queue, diary, processes);
        }

        public AppProcess Process(int id) => Processes.Single(process => process.Id == id);

        public async Task UntilAsync(Func<IReadOnlyList<Line>, bool> fact) =>
            await Until.TrueAsync(
                async () =>
                {
                    await ReadAsync();
                    return fact(_lines);
                },
                () => $"It did not come to that: {string.Join(", ", _lines.Select(line => $"{line.Process} {line.Word} {line.Message}"))}");

        public async ValueTask DisposeAsync()
        {
            foreach (var process in Processes) process.Dispose();
            await _diary.DeleteAsync();
        }

        private async Task ReadAsync()
        {
            foreach (var message in (await _diary.ReceiveMessagesAsync(32)).Value)
            {
                var words = message.Body.ToString().Split(' ');
                _lines.Add(new(int.Parse(words[0], null), words[1], words.ElementAtOrDefault(2)));
                await _diary.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            }
        }
    }
}
