using System.Diagnostics;
using System.Globalization;
using TechTransfer.Demo;
using TechTransfer.Proof.Hosts;
using TechTransfer.Proof.Load;

namespace TechTransfer.Proof.Crash;

/// <summary>
/// Puts a random load on two instances of every app and kills their processes at random. Then checks that everything the system
/// acknowledged is stored and had its effects.
/// </summary>
public sealed class CrashSweep(CrashOptions options, Action<string> say)
{
    private readonly StoryCounter teller = new();
    private readonly Pending pending = new();
    private readonly History history = new();
    private int inTurn;

    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        void Say(string text) => say(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds, 6:F0} s  {text}"));
        Say($"seed {options.Seed}: {options.Kills} kills, at most {options.AtMost.TotalMinutes:0.#} minutes, {options.Clients} clients");
        await using var system = await TwoInstances.StartAsync(hasProxies: options.Calls > 0, cancellation);
        Say($"two instances of every app answer; their logs: {system.Folder}");

        if (options.Calls > 0)
            await InTurnAsync(system, Say);
        var killer = new Killer(system, history, new(options.Seed));
        var drain = new Drain(system, Say);
        var halves = options.Days > 0 ? 2 : 1;
        var (kills, atMost) = (options.Kills - inTurn, (options.AtMost - clock.Elapsed) / halves);
        await HalfAsync(system, killer, kills / halves, atMost, stories => stories.TellAsync, 0, Say, cancellation);
        if (halves == 2)
        {
            Say($"{killer.Kills} killed; all drain, and {options.Days} days pass");
            foreach (var item in await drain.RunAsync(cancellation))
                Say($"  left: {item}");
            await system.PassAsync(TimeSpan.FromDays(options.Days), cancellation);
            pending.EndNotices();
            Say($"{pending.Claims.Count} claims and {pending.Distributions.Count} distributions were on notice");
            await HalfAsync(system, killer, kills, atMost, stories => stories.ConcludeAsync, 1_000_000, Say, cancellation);
        }
        Say(
            $"{killer.Hosts} hosts and {killer.Workers} workers were killed at random, {inTurn} workers at a storage call; "
                + $"{teller.Finished} stories with {history.Acknowledged.Count} commands; all drain now"
        );
        foreach (var refusal in teller.Refusals)
            Say($"  {refusal}");

        var left = await drain.RunAsync(cancellation);
        foreach (var item in left)
            Say($"  left: {item}");
        var repeats = new Repeats(system, history);
        await repeats.RunAsync();
        Say($"acknowledged commands sent once more get their answer: {repeats.Seen}, {repeats.Followed} of them with what followed since");
        var stored = await Task.WhenAll(App.All.Select(app => Stored.ReadAsync(system.Storage, app, cancellation)));
        var checks = new Checks(system.Storage, stored, history);
        await checks.RunAsync(cancellation);
        foreach (var (promise, seen) in checks.Done)
            Say($"{promise}: {seen}");
        foreach (var line in new Lateness(stored, history).Lines())
            Say($"late: {line}");
        var rebuild = new Rebuild(system, drain);
        await rebuild.RunAsync(stored, cancellation);
        Say($"projections and counters equal a rebuild: {rebuild.Seen}");
        return [.. left.Select(l => $"not drained: {l}"), .. repeats.Violations, .. checks.Violations, .. rebuild.Violations];
    }

    private async Task HalfAsync(
        TwoInstances system,
        Killer killer,
        int kills,
        TimeSpan atMost,
        Func<Stories, Func<int, Task>> story,
        int first,
        Action<string> say,
        CancellationToken cancellation
    )
    {
        using var timeIsUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeIsUp.CancelAfter(atMost);
        using var loadEnds = new CancellationTokenSource();
        var clients = Enumerable
            .Range(0, options.Clients)
            .Select(client => LoadAsync(system, client, story, first, loadEnds.Token))
            .ToArray();
        await killer.RunAsync(
            kills,
            killed => say($"{killed} killed, {teller.Finished} stories finished, {history.Answered} calls answered"),
            timeIsUp.Token
        );
        await loadEnds.CancelAsync();
        await Task.WhenAll(clients);
    }

    private async Task LoadAsync(
        TwoInstances system,
        int client,
        Func<Stories, Func<int, Task>> story,
        int first,
        CancellationToken loadEnds
    )
    {
        using var play = Open(system, new(unchecked((options.Seed * 31) + client + first)));
        var tell = story(new(system, play, options.Seed, pending));
        for (var number = first + client; !loadEnds.IsCancellationRequested; number += options.Clients)
            await teller.TellAsync(() => tell(number));
    }

    private Play Open(TwoInstances system, Random random, Action<Instance, App, string>? before = null)
    {
        var apps = App.All.ToDictionary(system.All[0].At);
        return new(system.Places, (user, address) => new Carrier(system, apps[address], user, history, random, before), system.Clock);
    }

    // Runs all workflows with a kill at the first storage call of each command, then again at the second, and so on.
    private async Task InTurnAsync(TwoInstances system, Action<string> say)
    {
        var killer = new CallKiller(system);
        var random = new Random(options.Seed);
        using var play = Open(system, random, killer.Arm);
        var stories = new Stories(system, play, options.Seed, pending);
        // Negative numbers, because the random load numbers its stories from 0.
        var number = -1;
        var until = system.Now + (options.AtMost / 2);
        var call = options.FirstCall - 1;
        do
        {
            call++;
            foreach (var story in stories.Whole)
            {
                (killer.At, killer.IsAfter) = (call, random.Next(2) == 0);
                killer.ArmListeners();
                await teller.TellAsync(() => story(number--, random));
                say($"storage call {call}: {killer.Kills} killed in turn, {teller.Finished} stories finished");
            }
        } while (call < options.Calls && killer.Furthest == call && system.Now < until);
        killer.Disarm();
        inTurn = killer.Kills;
        say(
            $"every command stood at each of its storage calls from {options.FirstCall} to {killer.Furthest}: {killer.Kills} workers were killed in turn"
        );
    }
}
