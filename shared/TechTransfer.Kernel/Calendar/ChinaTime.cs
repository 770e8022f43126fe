namespace TechTransfer.Kernel.Calendar;

/// <summary>China time (UTC+8 all year): the dates of the field are dates in this time.</summary>
public static class ChinaTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>Today's date in China.</summary>
    public static DateOnly ChinaToday(this TimeProvider time) => ChinaDate(time.GetUtcNow());

    /// <summary>The date in China at an instant.</summary>
    public static DateOnly ChinaDate(this DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);
}
