using System.Text.Json.Nodes;
using TechTransfer.Proof.Hosts;

namespace TechTransfer.Proof.Crash;

/// <summary>
/// Waits until the system has finished all work: moves the clock beyond all waiting times and runs the timers, until no queue holds a
/// message and no marker is left.
/// </summary>
public sealed class Drain(TwoInstances system, Action<string> say)
{
    // Twice the time until a message that always fails reaches the poison queue. Draining usually takes seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private const int Leaps = 3,
        Unmoved = 45;

    private static readonly (App App, string Function)[] Timers =
    [
        .. App.All.Select(app => (app, "Sweep")),
        (App.Contracts, "ResumeImports"),
        (App.Contracts, "ResumeReplays"),
        (App.Rewards, "ResumeRewardsFiguring"),
        (App.Rewards, "ResumeSettlements"),
        (App.Rewards, "EndNotices"),
        (App.Certificates, "ResumeReissues"),
    ];

    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellation)
    {
        IReadOnlyList<string> left = [];
        // Work that the restart for a leap of the clock interrupts, or that a busy machine cannot finish in time, needs another leap.
        for (var leap = 0; leap < Leaps; leap++)
        {
            await system.LeapAsync(cancellation);
            left = await WaitForIdleAsync(cancellation);
            if (left.Count == 0)
                break;
        }
        return left;
    }

    /// <summary>Waits without moving the clock, which is enough when no process was killed. Returns what is still unfinished.</summary>
    public async Task<IReadOnlyList<string>> WaitForIdleAsync(CancellationToken cancellation)
    {
        var until = system.Now + Patience;
        IReadOnlyList<string> left = [];
        // Two idle rounds in a row are needed: an app checked early in a round can receive a message from one checked later.
        for (var (idle, unmoved, round) = (0, 0, 0); idle < 2 && unmoved < Unmoved && system.Now < until; round++)
        {
            // Run the timers only every fifth round, because each run makes work itself.
            if (round % 5 == 0)
            {
                foreach (var (app, function) in Timers)
                    await system.RunTimerAsync(app, function, cancellation);
            }
            await Task.Delay(1000, cancellation);
            var before = left;
            left = await LeftAsync(cancellation);
            unmoved = left.Count > 0 && left.SequenceEqual(before) ? unmoved + 1 : 0;
            idle = left.Count == 0 ? idle + 1 : 0;
            if (round % 20 == 19)
                say($"still left: {string.Join("; ", left)}");
        }
        return left;
    }

    private async Task<IReadOnlyList<string>> LeftAsync(CancellationToken cancellation)
    {
        var left = new List<string>();
        foreach (var app in App.All)
        {
            // A busy app answers 503 without a backlog: what it has left is not known.
            if (await system.HealthAsync(app, cancellation) is not { } health || health["backlog"] is not { } backlog)
            {
                left.Add($"{app.Name} does not say what is left");
                continue;
            }
            if ((int)backlog["markers"]! is > 0 and var markers)
                left.Add($"{app.Name}: {markers} markers");
            left.AddRange(backlog["queues"]!.AsObject().Where(q => (int)q.Value! > 0).Select(q => $"{q.Key}: {q.Value} messages"));
            if (health["setAside"] is JsonArray { Count: > 0 } aside)
                left.Add($"{app.Name}: set aside {aside.ToJsonString()}");
        }
        return left;
    }
}
