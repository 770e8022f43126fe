using Microsoft.Extensions.Logging;

namespace TechTransfer.Hosting.Telemetry;

/// <summary>Events that alert an operator. The log line begins with the event's name and a colon; the alerts in
/// <c>infra/modules/alerts.bicep</c> search for that name, since the event id may be lost on the way.</summary>
public static class Alarms
{
    /// <summary>Messages failed in all retries, so their effects are missing.</summary>
    public static readonly EventId PoisonMessages = new(7001, nameof(PoisonMessages));

    /// <summary>Messages have waited in a queue for more than an hour.</summary>
    public static readonly EventId MessagesWait = new(7002, nameof(MessagesWait));

    /// <summary>Commands have been unfinished for more than an hour, although the sweeper should have finished or aborted them.</summary>
    public static readonly EventId MarkersOld = new(7003, nameof(MarkersOld));

    /// <summary>Contracts have exceeded the time that the office has for deciding on them.</summary>
    public static readonly EventId CasesOverdue = new(7004, nameof(CasesOverdue));

    /// <summary>The last complete backup is more than an hour old, so that losing the region would lose too much data.</summary>
    public static readonly EventId BackupOld = new(7005, nameof(BackupOld));

    /// <summary>Items have been set aside for more than an hour because they keep failing.</summary>
    public static readonly EventId ItemsSetAside = new(7006, nameof(ItemsSetAside));
}
