namespace TechTransfer.Kernel.Calendar;

/// <summary>China Standard Time (UTC+8, no summer time), in which all deadlines and legal dates are counted.</summary>
public static class ChinaTime
{
    /// <summary>UTC+8 all year, since China has no summer time.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    /// <summary>Today's date in China, which from 16:00 UTC on is a day ahead of the UTC date.</summary>
    public static DateOnly ChinaToday(this TimeProvider time) => ChinaDate(time.GetUtcNow());

    /// <summary>The day on which an instant falls in China, whatever its own time zone.</summary>
    public static DateOnly ChinaDate(this DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);
}
