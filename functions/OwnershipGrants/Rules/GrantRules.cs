namespace TechTransfer.OwnershipGrants.Rules;

public enum DayType
{
    Calendar,
    Working,
}

/// <summary>
/// A rule set of grants from a file in <c>GrantRules/</c>. A grant keeps the rule set that was in force at its application.
/// </summary>
public sealed record GrantRules : IDated
{
    public required string Id { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }
    public required IReadOnlyList<Citation> Instruments { get; init; }

    /// <summary>Length of the public notice (公示) inside the organisation.</summary>
    public required NoticeRule Notice { get; init; }

    /// <summary>Shortest term of a right of use.</summary>
    public required MinimumUseRule MinimumUse { get; init; }

    /// <summary>Days after the end of the notice within which the agreement is to be signed.</summary>
    public required DaysRule Agreement { get; init; }

    /// <summary>When a grant may be taken back.</summary>
    public required TakeBackRule TakeBack { get; init; }

    /// <summary>When a grant may be extended.</summary>
    public required ExtensionRule Extension { get; init; }

    /// <summary>Day and month of the following year by which the report on a year is due.</summary>
    public required YearReportRule YearReport { get; init; }

    /// <summary>
    /// Legal basis of the limits on giving achievements of publicly funded science programmes (科技计划项目) to parties abroad.
    /// </summary>
    public required PlainRule Foreign { get; init; }

    /// <summary>Legal basis of the duty to publish an agreed price.</summary>
    public required PlainRule PriceNotice { get; init; }

    /// <summary>Which steps another person must take.</summary>
    public required SecondPersonRule SecondPerson { get; init; }

    /// <summary>The negative list (负面清单).</summary>
    public required IReadOnlyList<NegativeItem> NegativeList { get; init; }

    /// <summary>Usual terms to choose from.</summary>
    public required IReadOnlyList<Preset> Presets { get; init; }

    public Preset? Preset(string? code) => Presets.FirstOrDefault(p => p.Code == code);

    /// <summary>Last day of a notice of <paramref name="days"/> days, counted from the day after <paramref name="from"/>.</summary>
    public DateOnly NoticeUntil(DateOnly from, int days, WorkingCalendar calendar) =>
        days == 0 ? from
        : Notice.DayType == DayType.Calendar ? from.AddDays(days)
        : calendar.After(from, days).Date;

    /// <summary>
    /// Days of the notice that remain after the day <paramref name="on"/>, counted as working or calendar days like the notice.
    /// </summary>
    public int NoticeDaysLeft(DateOnly on, DateOnly until, WorkingCalendar calendar)
    {
        if (Notice.DayType == DayType.Calendar)
            return until.DayNumber - on.DayNumber;
        var left = 0;
        for (var day = on.AddDays(1); day <= until; day = day.AddDays(1))
        {
            if (calendar.Look(day).IsWorkday)
                left++;
        }
        return left;
    }
}

public sealed record PlainRule(Citation Citation);

/// <param name="Days">Number of days.</param>
public sealed record DaysRule(int Days, Citation Citation);

/// <param name="Days">Number of days of the notice.</param>
/// <param name="DayType">Whether days are working days or calendar days.</param>
public sealed record NoticeRule(int Days, DayType DayType, Citation Citation);

/// <summary>Minimum years of a use right, including renewals agreed from the start.</summary>
/// <param name="Years">Number of years of the shortest term.</param>
public sealed record MinimumUseRule(int Years, Citation Citation);

/// <summary>Months in force without a conversion after which a grant may be taken back.</summary>
/// <param name="Months">Number of months without conversion after which a grant may be taken back.</param>
public sealed record TakeBackRule(int Months, Citation Citation);

/// <param name="NeedsConversion">True if only a grant with a conversion can be extended.</param>
public sealed record ExtensionRule(bool NeedsConversion, Citation Citation);

/// <param name="DueMonth">Month in which the report is due, 1 to 12.</param>
/// <param name="DueDay">Day of the month on which the report is due, 1 to 31.</param>
public sealed record YearReportRule(int DueMonth, int DueDay, Citation Citation);

public sealed record SecondPersonRule(IReadOnlyList<SecondPersonStep> Steps, Citation Citation);

/// <summary>The person who did the step <c>After</c> must not do the step <c>Action</c> on the same grant.</summary>
/// <param name="Action">The step that needs another person.</param>
/// <param name="After">The earlier step, whose author may not take this one.</param>
public sealed record SecondPersonStep(GrantAction Action, GrantAction After);

/// <summary>An item of the negative list (负面清单): a grant to which it applies is refused.</summary>
public sealed record NegativeItem(string Code, Text Text, Citation Citation);

/// <param name="Type">Type of the grant.</param>
/// <param name="Share">Share of the ownership; null if the type gives all of it or none.</param>
/// <param name="TermYears">Number of years of the term; null when it does not end.</param>
/// <param name="RenewalYears">Number of years of renewal agreed in advance; null for none.</param>
/// <param name="NeedsFee">True when a fee is agreed.</param>
public sealed record Preset(
    string Code,
    Text Name,
    GrantType Type,
    Citation Citation,
    IReadOnlyList<AgreedPart> IncomeShares,
    IReadOnlyList<AgreedPart> CostShares,
    Share? Share = null,
    int? TermYears = null,
    int? RenewalYears = null,
    bool NeedsFee = false
);
