namespace TechTransfer.RewardCalculation.Claims;

/// <param name="From">Day of the opening, China time; it does not count as a day of the notice.</param>
/// <param name="WorkingDays">Length in working days, counted after <see cref="CountedFrom"/>.</param>
/// <param name="CountedFrom">Day before the first day that counts: the day of the opening, or of the dismissal of the last
/// objection.</param>
/// <param name="Until">Last day for objections.</param>
/// <param name="Provisional">True while the period touches a year whose holidays are not published yet.</param>
/// <param name="EndedAt">When the end of the notice was recorded; null before.</param>
public sealed record PublicNotice(
    DateOnly From,
    int WorkingDays,
    DateOnly CountedFrom,
    DateOnly Until,
    bool Provisional,
    Act By,
    DateTimeOffset? EndedAt = null
)
{
    /// <summary>Shortest notice, in working days (Wanzhou's rules, the district default).</summary>
    public const int Least = 5;

    /// <summary>A notice that opens today; a period below the minimum is raised to it.</summary>
    public static PublicNotice Open(DateOnly today, int workingDays, WorkingCalendar calendar, Act by)
    {
        var days = Math.Max(workingDays, Least);
        var end = calendar.After(today, days);
        return new(today, days, today, end.Date, end.Provisional, by);
    }

    /// <summary>The notice with its end recalculated on the current calendar; only a provisional end can move.</summary>
    public PublicNotice Recounted(WorkingCalendar calendar)
    {
        if (!Provisional)
            return this;
        var end = calendar.After(CountedFrom, WorkingDays);
        return this with { Until = end.Date, Provisional = end.Provisional };
    }

    public bool IsOver(DateOnly today) => today > Until;

    /// <summary>
    /// The notice resumed after an objection was dismissed: the working days left when the objection was raised run from today, at least
    /// one.
    /// </summary>
    public PublicNotice Resume(DateOnly objectedOn, DateOnly today, WorkingCalendar calendar)
    {
        var left = Math.Max(1, DaysLeft(objectedOn, calendar));
        var end = calendar.After(today, left);
        return this with { WorkingDays = left, CountedFrom = today, Until = end.Date, Provisional = end.Provisional };
    }

    private int DaysLeft(DateOnly on, WorkingCalendar calendar)
    {
        var left = 0;
        for (var day = on.AddDays(1); day <= Until; day = day.AddDays(1))
        {
            if (calendar.Look(day).IsWorkday)
                left++;
        }
        return left;
    }
}

/// <param name="Organisation">USCC of the organisation that the person acts for; null for an official.</param>
public sealed record Objection(string Ground, string? Organisation, Act By, Resolution? Resolution = null);

public sealed record Resolution(ObjectionOutcome Outcome, string Remarks, Act By);

public enum ObjectionOutcome
{
    /// <summary>The claim is rejected.</summary>
    Upheld,

    /// <summary>The notice resumes.</summary>
    Dismissed,
}

[WireName("NoticeOpened")]
public sealed record NoticeOpened(DateOnly From, DateOnly Until, bool Provisional, Yuan Amount, string By, DateTimeOffset At);

[WireName("ObjectionRaised")]
public sealed record ObjectionRaised(Objection Objection);

[WireName("ObjectionsResolved")]
public sealed record ObjectionsResolved(Resolution Resolution, DateOnly? Until);
