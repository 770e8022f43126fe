using System.Text.Json.Nodes;
using TechTransfer.Proof.Hosts;

namespace TechTransfer.Proof.Crash;

/// <summary>Lets everything come to its end: the clock leaps beyond all waiting times, the timers run, and no queue and no marker holds anything any more.</summary>
public sealed class Drain(TwoInstances system, Action<string> say)
{
    // Twice as long as a message takes that fails as often as the host tries; on a machine that does nothing else, seconds do.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    private static readonly (App App, string Function)[] Timers =
    [
        .. App.All.Select(app => (app, "Sweep")),
        (App.Contracts, "ResumeImports"), (App.Contracts, "ResumeReplays"), (App.Rewards, "ResumeRewardsFiguring"), (App.Rewards, "ResumeSettlements"), (App.Rewards, "EndNotices"),
    ];

    /// <summary>What still waits after all patience; nothing when all is done.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellation)
    {
        await system.LeapAsync(cancellation);
        return await SettleAsync(cancellation);
    }

    /// <summary>The same without a leap: after what nobody killed.</summary>
    public async Task<IReadOnlyList<string>> SettleAsync(CancellationToken cancellation)
    {
        var until = system.Now + Patience;
        IReadOnlyList<string> left = [];
        // An app that was found idle may have been sent something by one that was looked at after it.
        for (var (idle, round) = (0, 0); idle < 2 && system.Now < until; round++)
        {
            // Not at every look: each run of a timer is work too.
            if (round % 5 == 0)
            {
                foreach (var (app, function) in Timers) await system.RunTimerAsync(app, function, cancellation);
            }
            await Task.Delay(1000, cancellation);
            left = await LeftAsync(cancellation);
            idle = left.Count == 0 ? idle + 1 : 0;
            if (round % 20 == 19) say($"still left: {string.Join("; ", left)}");
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
            if ((int)health["backlog"]!["markers"]! is > 0 and var markers) left.Add($"{app.Name}: {markers} markers");
            left.AddRange(health["backlog"]!["queues"]!.AsObject().Where(q => (int)q.Value! > 0).Select(q => $"{q.Key}: {q.Value} messages"));
            if (health["setAside"] is JsonArray { Count: > 0 } aside) left.Add($"{app.Name}: set aside {aside.ToJsonString()}");
        }
        return left;
    }
}
