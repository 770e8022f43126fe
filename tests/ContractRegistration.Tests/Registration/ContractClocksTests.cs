using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel.Calendar;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class ContractClocksTests
{
    // A Monday; the Friday after it is the first day of the Dragon Boat holiday of 2026 (19 to 21 June).
    private static readonly DateOnly Today = new(2026, 6, 15);

    [Theory]
    [InlineData("2026-06-12", "overdue")]
    [InlineData("2026-06-15", "0")]
    [InlineData("2026-06-16", "1-2")]
    [InlineData("2026-06-17", "1-2")]
    [InlineData("2026-06-18", "3-5")]
    [InlineData("2026-06-23", "3-5")]
    [InlineData("2026-06-24", "6-10")]
    [InlineData("2026-06-30", "6-10")]
    [InlineData("2026-07-01", "more")]
    public void A_contract_is_counted_by_the_working_days_left(string due, string group)
    {
        var clocks = ContractClocks.Of(
            [new("c", DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture))],
            Today,
            WorkingCalendar.Published
        );
        Assert.Equal([group], clocks.ByDaysLeft.Where(g => g.Value > 0).Select(g => g.Key));
        Assert.Equal(["overdue", "0", "1-2", "3-5", "6-10", "more"], clocks.ByDaysLeft.Keys);
    }

    [Fact]
    public void The_nearest_is_counted_in_working_days_and_the_longest_overdue_stands_first()
    {
        var clocks = ContractClocks.Of(
            [new("b", new(2026, 6, 12)), new("d", new(2026, 6, 22)), new("a", new(2026, 6, 1)), new("e", new(2026, 6, 30))],
            Today,
            WorkingCalendar.Published
        );
        Assert.Equal(4, clocks.Nearest);
        Assert.Equal(["a", "b"], clocks.Overdue.Select(o => o.Id));
        Assert.Null(ContractClocks.Of([], Today, WorkingCalendar.Published).Nearest);
    }
}
