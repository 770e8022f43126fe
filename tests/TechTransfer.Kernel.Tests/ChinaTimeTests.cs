using TechTransfer.Kernel.Calendar;

namespace TechTransfer.Kernel.Tests;

public class ChinaTimeTests
{
    [Theory]
    [InlineData("2026-06-01T15:59:59Z", "2026-06-01")]
    [InlineData("2026-06-01T16:00:00Z", "2026-06-02")]
    [InlineData("2026-06-01T00:00:00+08:00", "2026-06-01")]
    [InlineData("2025-12-31T16:00:00Z", "2026-01-01")]
    public void The_day_begins_at_midnight_in_China(string instant, string day) =>
        Assert.Equal(
            DateOnly.ParseExact(day, "yyyy-MM-dd", null),
            DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture).ChinaDate()
        );
}
