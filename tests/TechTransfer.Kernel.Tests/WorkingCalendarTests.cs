using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel.Tests;

public class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Published;

    [Theory]
    [InlineData("2026-02-14", true, false)] // Saturday, worked for Spring Festival
    [InlineData("2026-02-15", false, false)]
    [InlineData("2026-02-16", false, false)] // Monday, holiday
    [InlineData("2026-02-24", true, false)]
    [InlineData("2026-02-28", true, false)] // Saturday, worked
    [InlineData("2026-09-20", true, false)] // Sunday, worked
    [InlineData("2026-10-07", false, false)]
    [InlineData("2026-10-08", true, false)]
    [InlineData("2026-11-21", false, false)] // a plain Saturday
    [InlineData("2025-09-28", true, false)] // Sunday, worked
    [InlineData("2025-10-08", false, false)]
    public void A_published_year_is_known_to_the_day(string day, bool workday, bool provisional) =>
        Assert.Equal((workday, provisional), Calendar.Look(Day(day)));

    // Statutory days of 2027: New Year's Eve 5 February, first three days of the lunar year 6 to 8, Qingming 5 April, Dragon Boat 9 June,
    // Mid-Autumn 15 September.
    [Theory]
    [InlineData("2027-01-01", false)]
    [InlineData("2027-01-04", true)]
    [InlineData("2027-02-04", true)]
    [InlineData("2027-02-05", false)]
    [InlineData("2027-02-08", false)]
    [InlineData("2027-02-09", true)]
    [InlineData("2027-04-05", false)]
    [InlineData("2027-06-09", false)]
    [InlineData("2027-06-10", true)]
    [InlineData("2027-09-15", false)]
    [InlineData("2027-10-01", false)]
    [InlineData("2027-10-04", true)]
    public void A_year_to_come_has_its_statutory_days_and_is_provisional(string day, bool workday) =>
        Assert.Equal((workday, true), Calendar.Look(Day(day)));

    // 2028 has a leap fifth month: Dragon Boat is in the first of the two. 2031 has a leap third month before it: Dragon Boat is 24 June.
    [Theory]
    [InlineData("2028-01-26", false)]
    [InlineData("2028-05-29", true)]
    [InlineData("2031-06-24", false)]
    [InlineData("2031-05-26", true)]
    public void A_leap_month_does_not_move_the_lunar_days(string day, bool workday) =>
        Assert.Equal((workday, true), Calendar.Look(Day(day)));

    [Theory]
    [InlineData("2026-11-20", 1, "2026-11-23", false)]
    [InlineData("2026-02-13", 1, "2026-02-14", false)]
    [InlineData("2026-02-14", 1, "2026-02-24", false)]
    [InlineData("2026-12-30", 1, "2026-12-31", false)]
    [InlineData("2026-12-31", 1, "2027-01-04", true)]
    public void The_day_of_the_start_does_not_count(string start, int days, string due, bool provisional) =>
        Assert.Equal(new WorkingDeadline(Day(due), provisional), Calendar.After(Day(start), days));

    [Fact]
    public void A_limit_has_at_least_a_day() => Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.After(Day("2026-11-20"), 0));

    [Fact]
    public void Publishing_a_year_ends_its_being_provisional()
    {
        var published = new WorkingCalendar([
            new(2027, [new(Day("2027-01-01"), Day("2027-01-03"))], [Day("2027-02-20")], new("通知", "", Confidence.Sample)),
        ]);

        Assert.Equal((true, false), published.Look(Day("2027-02-20")));
        Assert.Equal((true, false), published.Look(Day("2027-02-08")));
    }

    private static DateOnly Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
}
