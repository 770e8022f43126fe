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
    private int told;

    /// <summary>Runs it; the promises that were broken.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        void Say(string text) => say(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,6:F0} s  {text}"));
        Say($"seed {options.Seed}: {options.Kills} kills, at most {options.AtMost.TotalMinutes:0.#} minutes, {options.Clients} clients");
        await using var system = await TwoInstances.StartAsync(cancellation);
        Say($"two instances of every app answer; their logs: {system.Folder}");

        var history = new History();
        var killer = new Killer(system, history, new(options.Seed));
        using var timeIsUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeIsUp.CancelAfter(options.AtMost);
        using var loadEnds = new CancellationTokenSource();
        var clients = Enumerable.Range(0, options.Clients).Select(client => LoadAsync(system, history, client, loadEnds.Token)).ToArray();
        await killer.RunAsync(options.Kills, kills => Say($"{kills} killed, {told} stories told, {history.Answered} calls answered"), timeIsUp.Token);
        await loadEnds.CancelAsync();
        await Task.WhenAll(clients);
        Say($"{killer.Hosts} hosts and {killer.Workers} workers were killed; {told} stories with {history.Acknowledged.Count} commands; all drain now");
        foreach (var refusal in refused.GroupBy(r => r)) Say($"  not taken, {refusal.Count()} times: {refusal.Key}");

        var left = await new Drain(system, Say).RunAsync(cancellation);
        foreach (var item in left) Say($"  left: {item}");
        var stored = await Task.WhenAll(App.All.Select(app => Stored.ReadAsync(system.Storage, app, cancellation)));
        var checks = new Checks(system.Storage, stored, history);
        await checks.RunAsync(cancellation);
        foreach (var (promise, seen) in checks.Done) Say($"{promise}: {seen}");
        return [.. left.Select(l => $"not drained: {l}"), .. checks.Violations];
    }

    private async Task LoadAsync(TwoInstances system, History history, int client, CancellationToken loadEnds)
    {
        var random = new Random(unchecked(options.Seed * 31 + client));
        var apps = App.All.ToDictionary(system.All[0].At);
        using var play = new Play(system.Places, (user, address) => new Carrier(system, apps[address], user, history, random));
        var stories = new Stories(system, play, options.Seed);
        for (var number = client; !loadEnds.IsCancellationRequested; number += options.Clients)
        {
            try
            {
                await stories.TellAsync(number);
            }
            catch (Exception refusal) when (refusal is RefusedException or DemoFailedException)
            {
                lock (refused) refused.Add(refusal.Message);
            }
            Interlocked.Increment(ref told);
        }
    }
}
