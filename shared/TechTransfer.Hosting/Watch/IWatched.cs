using TechTransfer.Hosting.Telemetry;

namespace TechTransfer.Hosting.Watch;

/// <summary>An additional check of an app, besides those of its queues and unfinished commands. It records metrics, and logs an event of
/// <see cref="Alarms"/> when something is wrong.</summary>
public interface IWatched
{
    /// <summary>Runs the check once, with a bounded number of storage calls.</summary>
    Task LookAsync(CancellationToken cancellation);
}
