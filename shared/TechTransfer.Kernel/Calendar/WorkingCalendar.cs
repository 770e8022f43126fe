using System.Globalization;
using System.Text.Json;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Kernel.Calendar;

/// <summary>The day on which a number of working days ends. Provisional when the count touches a year whose holiday arrangement has not
/// been published, so that the day may still change.</summary>
public readonly record struct WorkingDeadline(DateOnly Date, bool Provisional);

/// <summary>A year's holiday arrangement, which the General Office of the State Council publishes in the November before.</summary>
/// <param name="Year">The calendar year.</param>
/// <param name="Holidays">First and last day of each holiday, both included.</param>
/// <param name="MakeUpWorkdays">Saturdays and Sundays that are working days (调休).</param>
/// <param name="Citation">The notice that announced the arrangement.</param>
public sealed record HolidayArrangement(
    int Year,
    IReadOnlyList<DayRange> Holidays,
    IReadOnlyList<DateOnly> MakeUpWorkdays,
    Citation Citation
);

/// <summary>A range of days. Both ends are included, so a single day has the same first and last day.</summary>
public sealed record DayRange(DateOnly From, DateOnly To);

/// <summary>
/// Working days in China: Monday to Friday without public holidays, plus make-up workdays. For a year without a published arrangement, the
/// statutory holidays (《全国年节及纪念日放假办法》, revised 2024-11-10) and plain weekends are used, and every result that depends on it is provisional.
/// </summary>
public sealed class WorkingCalendar
{
    private readonly Dictionary<int, HolidayArrangement> published;

    /// <summary>Takes at most one arrangement per year. For years without one, the statutory holidays and plain weekends apply, and results
    /// are provisional.</summary>
    public WorkingCalendar(IEnumerable<HolidayArrangement> arrangements) => published = arrangements.ToDictionary(a => a.Year);

    /// <summary>Reads the embedded <c>holidays.json</c> once; a new year's arrangement is added to that file.</summary>
    public static WorkingCalendar Published { get; } = Load();

    /// <summary>Whether a day is a working day; provisional when no arrangement for its year is published.</summary>
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

    /// <summary>The last of <paramref name="days"/> working days, counted from the day after <paramref name="start"/>. Fewer than 1 day
    /// throws <c>ArgumentOutOfRangeException</c>.</summary>
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
        // .NET counts the leap month as a separate month, so all later months have an index one higher.
        var leapMonth = calendar.GetLeapMonth(year);
        var monthIndex = leapMonth > 0 && leapMonth <= month ? month + 1 : month;
        return DateOnly.FromDateTime(calendar.ToDateTime(year, monthIndex, day, 0, 0, 0, 0));
    }

    // The usual approximation of the solar term Qingming, correct for 2000 to 2099.
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
