using Microsoft.Azure.Functions.Worker.Hosting;
using NCrontab;

namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>When a timer fires, in UTC.</summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule _cron;

    private TimerSchedule(CrontabSchedule cron) => _cron = cron;

    /// <exception cref="TriggerException">Not an NCRONTAB expression of six fields (or five, without seconds).</exception>
    public static TimerSchedule Parse(string expression)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
        var cron = CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 });
        return cron is not null ? new TimerSchedule(cron) : throw new TriggerException($"The schedule '{expression}' is not an NCRONTAB expression.");
    }

    public DateTime Next(DateTime after) => DateTime.SpecifyKind(_cron.GetNextOccurrence(after), DateTimeKind.Utc);

    /// <summary>
    /// The status to go on from: what was kept, if it is of this schedule. If the schedule has changed since, no run was missed by it yet.
    /// </summary>
    /// <param name="kept">Null if no status was kept.</param>
    public ScheduleStatus StatusFrom(ScheduleStatus? kept, DateTime now)
    {
        if (kept is null) return new() { Next = Next(now), LastUpdated = now };
        var since = kept.Last != default ? kept.Last : kept.LastUpdated != default ? kept.LastUpdated : now;
        var next = Next(since);
        if (next == kept.Next) return kept;
        return next < now ? new() { Next = Next(now), LastUpdated = now } : new() { Next = next, LastUpdated = since };
    }

    /// <summary>Whether it fires more than once a minute somewhere in its next few occurrences; then its status is not kept.</summary>
    public bool IsDense(DateTime from)
    {
        var earlier = Next(from);
        for (var i = 0; i < 5; i++)
        {
            var later = Next(earlier);
            if (later - earlier < TimeSpan.FromMinutes(1)) return true;
            earlier = later;
        }
        return false;
    }
}
