namespace Microsoft.Azure.Functions.Worker;

/// <summary>When a timer fired and will fire, in UTC; <c>Last</c> is <c>0001-01-01</c> before the first run.</summary>
public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
