using System.Diagnostics;
using System.Globalization;
using TechTransfer.Demo;
using TechTransfer.Proof.Hosts;
using TechTransfer.Proof.Load;

namespace TechTransfer.Proof.Crash;

/// <summary>Two instances of every app under a random load, processes killed at random; afterwards everything that was promised is held against what is there.</summary>
public sealed class CrashSweep(CrashOptions options, Action<string> say)
{
    private readonly List<string> refused = [];
    private int told, killed;

    /// <summary>Runs it; the promises that were broken.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        void Say(string text) => say(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,6:F0} s  {text}"));
        Say($"seed {options.Seed}: {options.Kills} kills, at most {options.AtMost.TotalMinutes:0.#} minutes, {options.Clients} clients");
        await using var system = await TwoInstances.StartAsync(hasProxies: options.Calls > 0, cancellation);
        Say($"two instances of every app answer; their logs: {system.Folder}");

        var history = new History();
        if (options.Calls > 0) await InTurnAsync(system, history, Say);
        var killer = new Killer(system, history, new(options.Seed));
        using var timeIsUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeIsUp.CancelAfter(options.AtMost);
        using var loadEnds = new CancellationTokenSource();
        var clients = Enumerable.Range(0, options.Clients).Select(client => LoadAsync(system, history, client, loadEnds.Token)).ToArray();
        await killer.RunAsync(options.Kills - killed, kills => Say($"{kills} killed, {told} stories told, {history.Answered} calls answered"), timeIsUp.Token);
        await loadEnds.CancelAsync();
        await Task.WhenAll(clients);
        Say($"{killer.Hosts} hosts and {killer.Workers} workers were killed at random, {killed} workers at a storage call; {told} stories with {history.Acknowledged.Count} commands; all drain now");
        foreach (var refusal in refused.GroupBy(r => r)) Say($"  not taken, {refusal.Count()} times: {refusal.Key}");

        var drain = new Drain(system, Say);
        var left = await drain.RunAsync(cancellation);
        foreach (var item in left) Say($"  left: {item}");
        var stored = await Task.WhenAll(App.All.Select(app => Stored.ReadAsync(system.Storage, app, cancellation)));
        var checks = new Checks(system.Storage, stored, history);
        await checks.RunAsync(cancellation);
        foreach (var (promise, seen) in checks.Done) Say($"{promise}: {seen}");
        foreach (var line in new Lateness(stored, history).Lines()) Say($"late: {line}");
        var rebuild = new Rebuild(system, drain);
        await rebuild.RunAsync(stored, cancellation);
        Say($"projections and counters equal a rebuild: {rebuild.Seen}");
        return [.. left.Select(l => $"not drained: {l}"), .. checks.Violations, .. rebuild.Violations];
    }

    private async Task LoadAsync(TwoInstances system, History history, int client, CancellationToken loadEnds)
    {
        var random = new Random(unchecked(options.Seed * 31 + client));
        var apps = App.All.ToDictionary(system.All[0].At);
        using var play = new Play(system.Places, (user, address) => new Carrier(system, apps[address], user, history, random));
        var stories = new Stories(system, play, options.Seed);
        for (var number = client; !loadEnds.IsCancellationRequested; number += options.Clients)
        {
            await TellAsync(() => stories.TellAsync(number));
        }
    }

    // Every command of every workflow, killed at its first storage call, then at its second …
    private async Task InTurnAsync(TwoInstances system, History history, Action<string> say)
    {
        var killer = new CallKiller(system);
        var random = new Random(options.Seed);
        var apps = App.All.ToDictionary(system.All[0].At);
        using var play = new Play(system.Places, (user, address) => new Carrier(system, apps[address], user, history, random, killer.Arm));
        var stories = new Stories(system, play, options.Seed);
        // Numbers of their own: those from 0 on are the random load's.
        var number = -1;
        var until = system.Now + (options.AtMost / 2);
        var call = 0;
        do
        {
            call++;
            foreach (var story in stories.Whole)
            {
                (killer.At, killer.IsAfter) = (call, random.Next(2) == 0);
                killer.ArmListeners();
                await TellAsync(() => story(number--, random));
                say($"storage call {call}: {killer.Kills} killed in turn, {told} stories told");
            }
        }
        while (call < options.Calls && killer.Furthest == call && system.Now < until);
        killer.Disarm();
        killed += killer.Kills;
        say($"every command stood at each of its storage calls up to {killer.Furthest}: {killer.Kills} workers were killed in turn");
    }

    private async Task TellAsync(Func<Task> story)
    {
        try
        {
            await story();
        }
        catch (Exception refusal) when (refusal is RefusedException or DemoFailedException)
        {
            lock (refused) refused.Add(refusal.Message);
        }
        Interlocked.Increment(ref told);
    }
}
