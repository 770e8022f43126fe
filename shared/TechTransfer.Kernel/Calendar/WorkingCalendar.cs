using System.Globalization;
using System.Text.Json;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel.Calendar;

/// <summary>A day that a count of working days leads to. Provisional when the way there touches a year whose holiday arrangement is not
/// published yet.</summary>
public readonly record struct WorkingDeadline(DateOnly Date, bool Provisional);

/// <summary>One year's holiday arrangement as the State Council's office publishes it each November.</summary>
/// <param name="Year">The calendar year.</param>
/// <param name="Holidays">First and last day of each holiday, both included.</param>
/// <param name="MakeUpWorkdays">Saturdays and Sundays that are worked (调休).</param>
/// <param name="Citation">The notice.</param>
public sealed record HolidayArrangement(
    int Year,
    IReadOnlyList<DayRange> Holidays,
    IReadOnlyList<DateOnly> MakeUpWorkdays,
    Citation Citation
);

/// <summary>A range of days, both ends included.</summary>
public sealed record DayRange(DateOnly From, DateOnly To);

/// <summary>
/// Working days in China: Monday to Friday, less public holidays, plus make-up workdays. A year without a published arrangement falls back
/// on the statutory days (《全国年节及纪念日放假办法》, revised 2024-11-10) with plain weekends, and every result that depends on it is provisional.
/// </summary>
public sealed class WorkingCalendar
{
    private readonly Dictionary<int, HolidayArrangement> published;

    /// <summary>A calendar that knows the given published years.</summary>
    public WorkingCalendar(IEnumerable<HolidayArrangement> arrangements) => published = arrangements.ToDictionary(a => a.Year);

    /// <summary>The calendar with the arrangements that this assembly carries.</summary>
    public static WorkingCalendar Published { get; } = Load();

    /// <summary>True when people work on that day; provisional when its year is not published.</summary>
    public (bool IsWorkday, bool Provisional) Look(DateOnly day)
    {
        if (published.TryGetValue(day.Year, out var year))
        {
            if (year.MakeUpWorkdays.Contains(day))
                return (true, false);
            return (!IsWeekend(day) && !year.Holidays.Any(h => h.From <= day && day <= h.To), false);
        }
        return (!IsWeekend(day) && !StatutoryDays(day.Year).Contains(day), true);
    }

    /// <summary>The last of <paramref name="days"/> working days after <paramref name="start"/>, which itself does not count. Days must be
    /// at least 1.</summary>
    public WorkingDeadline After(DateOnly start, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var (day, provisional) = (start, false);
        while (days > 0)
        {
            day = day.AddDays(1);
            var (isWorkday, dayIsProvisional) = Look(day);
            provisional |= dayIsProvisional;
            if (isWorkday)
                days--;
        }
        return new(day, provisional);
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static HashSet<DateOnly> StatutoryDays(int year)
    {
        var newYear = Lunar(year, 1, 1);
        return
        [
            new(year, 1, 1),
            newYear.AddDays(-1),
            newYear,
            newYear.AddDays(1),
            newYear.AddDays(2),
            Qingming(year),
            new(year, 5, 1),
            new(year, 5, 2),
            Lunar(year, 5, 5),
            Lunar(year, 8, 15),
            new(year, 10, 1),
            new(year, 10, 2),
            new(year, 10, 3),
        ];
    }

    private static DateOnly Lunar(int year, int month, int day)
    {
        var calendar = new ChineseLunisolarCalendar();
        // .NET counts the leap month as a month of its own, which moves the months after it by one.
        var leapMonth = calendar.GetLeapMonth(year);
        var monthIndex = leapMonth > 0 && leapMonth <= month ? month + 1 : month;
        return DateOnly.FromDateTime(calendar.ToDateTime(year, monthIndex, day, 0, 0, 0, 0));
    }

    // The usual approximation of the solar term, right for 2000 to 2099.
    private static DateOnly Qingming(int year)
    {
        var y = year % 100;
        return new(year, 4, (int)(y * 0.2422m + 4.81m) - y / 4);
    }

    private static WorkingCalendar Load()
    {
        using var stream =
            typeof(WorkingCalendar).Assembly.GetManifestResourceStream("TechTransfer.Kernel.Data.holidays.json")
            ?? throw new InvalidOperationException("holidays.json is not embedded.");
        return new(JsonSerializer.Deserialize<HolidayArrangement[]>(stream, Json.Strict)!);
    }
}
