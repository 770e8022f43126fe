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
