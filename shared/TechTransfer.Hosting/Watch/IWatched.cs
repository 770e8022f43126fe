using TechTransfer.Hosting.Telemetry;

namespace TechTransfer.Hosting.Watch;

/// <summary>What an app has to be watched besides its queues and its unfinished commands: it measures, and logs an event of <see
/// cref="Alarms"/> when something is wrong.</summary>
public interface IWatched
{
    /// <summary>Looks once: a bounded number of storage calls, whatever the tables hold.</summary>
    Task LookAsync(CancellationToken cancellation);
}
