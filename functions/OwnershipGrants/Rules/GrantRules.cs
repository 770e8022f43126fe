namespace TechTransfer.OwnershipGrants.Rules;

/// <summary>How days are counted.</summary>
public enum DayType
{
    Calendar,
    Working,
}

/// <summary>A rule set of grants, as its file in <c>GrantRules/</c> states it: pinned on a grant when it is applied for.</summary>
public sealed record GrantRules : IDated
{
    public required string Id { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }
    public required IReadOnlyList<Citation> Instruments { get; init; }

    /// <summary>公示 inside the organisation.</summary>
    public required NoticeRule Notice { get; init; }
    public required MinimumUseRule MinimumUse { get; init; }

    /// <summary>By when the agreement is signed after the notice ended.</summary>
    public required DaysRule Agreement { get; init; }
    public required TakeBackRule TakeBack { get; init; }
    public required ExtensionRule Extension { get; init; }

    /// <summary>By when the report on a year is due in the next.</summary>
    public required YearReportRule YearReport { get; init; }

    /// <summary>What limits takers abroad of achievements from public plans.</summary>
    public required PlainRule Foreign { get; init; }

    /// <summary>That an agreed price is made public.</summary>
    public required PlainRule PriceNotice { get; init; }
    public required SecondPersonRule SecondPerson { get; init; }
    public required IReadOnlyList<NegativeItem> NegativeList { get; init; }
    public required IReadOnlyList<Preset> Presets { get; init; }

    public Preset? Preset(string? code) => Presets.FirstOrDefault(p => p.Code == code);

    /// <summary>The last day of a notice: its first day does not count.</summary>
    public DateOnly NoticeUntil(DateOnly from, int days, WorkingCalendar calendar) =>
        days == 0 ? from
        : Notice.DayType == DayType.Calendar ? from.AddDays(days)
        : calendar.After(from, days).Date;

    /// <summary>The days of a notice that are left on a day.</summary>
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

public sealed record DaysRule(int Days, Citation Citation);

public sealed record NoticeRule(int Days, DayType DayType, Citation Citation);

/// <summary>A use right lasts at least so long, renewals that were agreed from the start included.</summary>
public sealed record MinimumUseRule(int Years, Citation Citation);

/// <summary>A grant may be taken back after so many months in force without a conversion.</summary>
public sealed record TakeBackRule(int Months, Citation Citation);

/// <param name="NeedsConversion">True when only a grant with a conversion is extended.</param>
public sealed record ExtensionRule(bool NeedsConversion, Citation Citation);

public sealed record YearReportRule(int DueMonth, int DueDay, Citation Citation);

public sealed record SecondPersonRule(IReadOnlyList<SecondPersonStep> Steps, Citation Citation);

/// <summary>Who did one step does not do the other.</summary>
public sealed record SecondPersonStep(GrantAction Action, GrantAction After);

/// <summary>An item of the negative list (负面清单): what it names is not granted.</summary>
public sealed record NegativeItem(string Code, Text Text, Citation Citation);

/// <summary>Usual terms, to start from.</summary>
/// <param name="Share">Of the ownership; null where the type gives all of it or none.</param>
/// <param name="NeedsFee">True when the organisation takes a fee for it.</param>
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
