using System.Text.Json.Nodes;
using TechTransfer.Proof.Hosts;

namespace TechTransfer.Proof.Crash;

/// <summary>Lets everything come to its end: the clock leaps beyond all waiting times, the timers run, and no queue and no marker holds
/// anything any more.</summary>
public sealed class Drain(TwoInstances system, Action<string> say)
{
    // Twice as long as a message takes that fails as often as the host tries; on a machine that does nothing else, seconds do.
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

    /// <summary>What still waits after all patience; nothing when all is done.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellation)
    {
        IReadOnlyList<string> left = [];
        // What a leap itself cuts short, or a machine that is too busy to answer in time, waits for the next one.
        for (var leap = 0; leap < Leaps; leap++)
        {
            await system.LeapAsync(cancellation);
            left = await SettleAsync(cancellation);
            if (left.Count == 0)
                break;
        }
        return left;
    }

    /// <summary>The same without a leap: after what nobody killed.</summary>
    public async Task<IReadOnlyList<string>> SettleAsync(CancellationToken cancellation)
    {
        var until = system.Now + Patience;
        IReadOnlyList<string> left = [];
        // An app that was found idle may have been sent something by one that was looked at after it.
        for (var (idle, unmoved, round) = (0, 0, 0); idle < 2 && unmoved < Unmoved && system.Now < until; round++)
        {
            // Not at every look: each run of a timer is work too.
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
            if (await system.HealthAsync(app, cancellation) is not { } health)
            {
                left.Add($"{app.Name} does not answer");
                continue;
            }
            if ((int)health["backlog"]!["markers"]! is > 0 and var markers)
                left.Add($"{app.Name}: {markers} markers");
            left.AddRange(
                health["backlog"]!["queues"]!.AsObject().Where(q => (int)q.Value! > 0).Select(q => $"{q.Key}: {q.Value} messages")
            );
            if (health["setAside"] is JsonArray { Count: > 0 } aside)
                left.Add($"{app.Name}: set aside {aside.ToJsonString()}");
        }
        return left;
    }
}
