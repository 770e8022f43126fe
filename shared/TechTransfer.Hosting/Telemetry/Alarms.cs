using Microsoft.Extensions.Logging;

namespace TechTransfer.Hosting.Telemetry;

/// <summary>
/// What an operator is told of. Each has an event of its own in the log, whose line begins with the event's name and a colon: that name is
/// what the alerts of <c>infra/modules/alerts.bicep</c> search for, whatever the line is wrapped in on its way.
/// </summary>
public static class Alarms
{
    /// <summary>Messages failed for good: what they should have brought about has not happened.</summary>
    public static readonly EventId PoisonMessages = new(7001, nameof(PoisonMessages));

    /// <summary>Nobody takes up the messages of a queue.</summary>
    public static readonly EventId MessagesWait = new(7002, nameof(MessagesWait));

    /// <summary>Commands were not finished, and the sweeper could not finish them either.</summary>
    public static readonly EventId MarkersOld = new(7003, nameof(MarkersOld));

    /// <summary>The office is late.</summary>
    public static readonly EventId CasesOverdue = new(7004, nameof(CasesOverdue));

    /// <summary>What would be lost with the region is more than it should be.</summary>
    public static readonly EventId BackupOld = new(7005, nameof(BackupOld));

    /// <summary>Items that could not be done and were set aside, so that the others need not wait.</summary>
    public static readonly EventId ItemsSetAside = new(7006, nameof(ItemsSetAside));
}
