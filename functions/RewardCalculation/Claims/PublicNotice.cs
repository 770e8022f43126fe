namespace TechTransfer.RewardCalculation.Claims;

/// <summary>A claim's public notice (公示).</summary>
/// <param name="From">The day it was opened, in China time; it does not count.</param>
/// <param name="WorkingDays">How many it runs, counted from <see cref="CountedFrom"/>.</param>
/// <param name="CountedFrom">The day before the first that counts: that of the opening, or of the last objection's dismissal.</param>
/// <param name="Until">The last day on which objections are taken.</param>
/// <param name="Provisional">True while the way there touches a year whose holiday arrangement is not published.</param>
/// <param name="EndedAt">When its end was recorded.</param>
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
    /// <summary>The least that a notice runs, in working days (Wanzhou's rules, the district default).</summary>
    public const int Least = 5;

    /// <summary>A notice opened today.</summary>
    public static PublicNotice Open(DateOnly today, int workingDays, WorkingCalendar calendar, Act by)
    {
        var days = Math.Max(workingDays, Least);
        var end = calendar.After(today, days);
        return new(today, days, today, end.Date, end.Provisional, by);
    }

    /// <summary>The same counted again on the calendar as it is known now: only a provisional end moves.</summary>
    public PublicNotice Recounted(WorkingCalendar calendar)
    {
        if (!Provisional)
            return this;
        var end = calendar.After(CountedFrom, WorkingDays);
        return this with { Until = end.Date, Provisional = end.Provisional };
    }

    /// <summary>True when its last day is over.</summary>
    public bool IsOver(DateOnly today) => today > Until;

    /// <summary>Goes on after an objection was dismissed: the working days that were left when it was raised run from now on, at least
    /// one.</summary>
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

/// <summary>Somebody holds the notice to be wrong.</summary>
/// <param name="Ground">Why.</param>
/// <param name="Organisation">The organisation he acts for; null for an official.</param>
public sealed record Objection(string Ground, string? Organisation, Act By, Resolution? Resolution = null);

/// <summary>What came of the objections.</summary>
public sealed record Resolution(ObjectionOutcome Outcome, string Remarks, Act By);

/// <summary>How an objection ends.</summary>
public enum ObjectionOutcome
{
    /// <summary>The claim is rejected.</summary>
    Upheld,

    /// <summary>The notice goes on.</summary>
    Dismissed,
}

/// <summary>A claim was put on public notice.</summary>
[WireName("NoticeOpened")]
public sealed record NoticeOpened(DateOnly From, DateOnly Until, bool Provisional, Yuan Amount, string By, DateTimeOffset At);

/// <summary>An objection was raised.</summary>
[WireName("ObjectionRaised")]
public sealed record ObjectionRaised(Objection Objection);

/// <summary>All open objections were resolved.</summary>
[WireName("ObjectionsResolved")]
public sealed record ObjectionsResolved(Resolution Resolution, DateOnly? Until);
