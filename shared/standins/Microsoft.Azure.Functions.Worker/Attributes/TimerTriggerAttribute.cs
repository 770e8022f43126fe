using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>NCRONTAB with six fields, seconds first, read in UTC; or <c>%SETTING%</c>, the name of a setting that holds one.</summary>
    public string Schedule { get; private set; } = schedule;

    public bool RunOnStartup { get; set; }

    /// <summary>Whether the last run is remembered in a blob. Never so for schedules that fire more than once a minute.</summary>
    public bool UseMonitor { get; set; } = true;
}
