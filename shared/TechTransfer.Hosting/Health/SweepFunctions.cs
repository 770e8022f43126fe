using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Storage.Aggregates;

namespace TechTransfer.Hosting.Health;

/// <summary>Runs the sweeper by timer. Separate from <c>HealthFunctions</c>, which must answer before the app has loaded the rules that the
/// stores need.</summary>
public sealed class SweepFunctions(Sweeper sweeper, ILogger<SweepFunctions> log)
{
    /// <summary>Twice a minute, finishes or aborts commands that crashed or are slow and retries items that were set aside.</summary>
    [Function("Sweep")]
    public async Task Sweep([TimerTrigger("0,30 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation)
    {
        var sweep = await sweeper.RunAsync(cancellation);
        if (sweep != new Sweep(0, 0, 0))
            log.LogWarning(
                "Swept: {Finished} finished, {Fenced} fenced, {Failed} set aside, {Retried} done that had been, {Shown} messages shown again",
                sweep.Finished,
                sweep.Fenced,
                sweep.Failed,
                sweep.Retried,
                sweep.Shown
            );
    }
}
