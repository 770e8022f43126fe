namespace TechTransfer.OwnershipGrants.Rules;

/// <summary>
/// The rules on awards for a period, from a file in <c>DistributionRules/</c>. The day of an income decides which file applies.
/// </summary>
public sealed record DistributionRules : IDated
{
    public required string Id { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>True for a file that was replaced by a newer version and only serves distributions already made under it.</summary>
    public bool Superseded { get; init; }

    public required IReadOnlyList<Citation> Instruments { get; init; }
    public required IReadOnlyList<DeductionKind> Deductions { get; init; }
    public required IReadOnlyList<Floor> Floors { get; init; }
    public required NoticeLength Notice { get; init; }
    public required PayWindow PayWindow { get; init; }
    public required MainContributors MainContributors { get; init; }
    public required IReadOnlyList<LeaderRule> Leaders { get; init; }

    /// <summary>Losses of income that reduce an already approved distribution.</summary>
    public required IReadOnlyList<IncomeLoss> ClawBackOn { get; init; }

    /// <summary>Conditions for the tax relief on awards (财税〔2018〕58号), shown as a check-list without a tax ruling.</summary>
    public required IReadOnlyList<ConditionRule> Conditions { get; init; }

    public DeductionKind? Deduction(string code) => Deductions.FirstOrDefault(d => d.Code == code);

    public LeaderRule? Leader(string rank) => Leaders.FirstOrDefault(l => l.Rank == rank);

    public Floor? FloorOf(ConversionWay way, int? yearOfUse) =>
        Floors.Where(f => f.Way == way && f.Binding && (f.LeastYears is null || yearOfUse <= f.LeastYears)).MaxBy(f => f.Share);
}

public enum ConversionWay
{
    /// <summary>转让、许可 with accompanying services: the team's share is taken from net income.</summary>
    TransferOrLicence,

    /// <summary>作价投资: the team's share is taken from the shares in the company.</summary>
    CapitalContribution,

    /// <summary>自行或合作实施: the team's share is taken from each year's operating profit.</summary>
    OwnUse,
}

/// <param name="Deductible">False for kinds that are known but must not be deducted, such as earlier research costs.</param>
public sealed record DeductionKind(string Code, Text Name, bool Deductible, Citation Citation);

/// <param name="Share">
/// Minimum share: of net income, of the company shares, or of the year's operating profit, depending on the way.
/// </param>
/// <param name="Binding">False if the floor is only shown for reference.</param>
/// <param name="LeastYears">
/// For own use: number of years after the start of production for which the share is mandatory; otherwise null.
/// </param>
/// <param name="MostYears">For own use: number of years after which the rules no longer provide for a share; otherwise null.</param>
public sealed record Floor(ConversionWay Way, Share Share, bool Binding, Citation Citation, int? LeastYears = null, int? MostYears = null);

public enum NoticeDays
{
    Working,
    Calendar,
}

/// <summary>Length of the public notice of a distribution; its first day does not count.</summary>
public sealed record NoticeLength(NoticeDays DayType, int Days, Citation Citation)
{
    /// <summary>
    /// Last day of a notice of <paramref name="days"/> days, counted from the day after <paramref name="after"/>; <paramref name="after"/>
    /// itself for 0 days.
    /// </summary>
    public WorkingDeadline Until(DateOnly after, int days, WorkingCalendar calendar) =>
        days == 0
            ? new(after, false)
            : DayType switch
            {
                NoticeDays.Working => calendar.After(after, days),
                NoticeDays.Calendar => new(after.AddDays(days), false),
            };

    /// <summary>Number of counted days after <paramref name="after"/>, up to and including <paramref name="until"/>.</summary>
    public int Left(DateOnly after, DateOnly until, WorkingCalendar calendar)
    {
        if (DayType == NoticeDays.Calendar)
            return Math.Max(0, until.DayNumber - after.DayNumber);
        var left = 0;
        for (var day = after.AddDays(1); day <= until; day = day.AddDays(1))
            if (calendar.Look(day).IsWorkday)
                left++;
        return left;
    }
}

/// <summary>Period after the income within which payments keep the tax relief.</summary>
public sealed record PayWindow(int Months, Citation Citation)
{
    public DateOnly LastDay(DateOnly incomeOn) => incomeOn.AddMonths(Months);
}

/// <summary>Share of the award that the main contributors together should get at least.</summary>
public sealed record MainContributors(Share Share, Citation Citation);

/// <summary>Rule for leaders of one rank among the recipients. The notice always states their posts.</summary>
/// <param name="SharesAllowed">False if leaders of this rank should not receive company shares.</param>
public sealed record LeaderRule(string Rank, Text Name, bool SharesAllowed, Citation Citation);

public enum IncomeLoss
{
    Refund,
    Cancellation,
    Revocation,
}

public sealed record ConditionRule(string Code, Text Name, Citation Citation)
{
    /// <summary>The codes of all conditions; every rule file must contain exactly these.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        "payerIsNonProfit",
        "contributionsAreImportant",
        "recipientsWerePublished",
        "contractIsRegistered",
        "paidWithinWindow",
        "isNoOrdinaryPay",
        "withholdingWasFiled",
    ];
}

/// <summary>Loaded and validated when the app starts.</summary>
public sealed class DistributionBook
{
    public DistributionBook(IReadOnlyList<DistributionRules> all, WorkingCalendar calendar)
    {
        foreach (var rules in all)
            Check(rules);
        (All, Calendar) = (all, calendar);
    }

    public IReadOnlyList<DistributionRules> All { get; }

    public WorkingCalendar Calendar { get; }

    public static DistributionBook Load() =>
        new(RuleFiles.Read<DistributionRules>(typeof(DistributionRules).Assembly, "DistributionRules/"), WorkingCalendar.Published);

    /// <summary>First day for which there are rules; earlier income cannot be distributed.</summary>
    public DateOnly FirstDay => All.Min(r => r.From);

    public DistributionRules InForceOn(DateOnly day) => All.Where(r => !r.Superseded).InForceOn(day);

    /// <summary>Also finds superseded rules, which older distributions still use.</summary>
    public DistributionRules Pinned(string id) => All.First(r => r.Id == id);

    private static void Check(DistributionRules rules)
    {
        void Need(bool holds, string what)
        {
            if (!holds)
                throw new RuleFileException($"DistributionRules {rules.Id}: {what}");
        }
        Need(rules.Notice.Days >= 1, "notice.days is at least 1");
        Need(rules.PayWindow.Months >= 1, "payWindow.months is at least 1");
        Need(rules.Deductions.Select(d => d.Code).Distinct().Count() == rules.Deductions.Count, "a code of deductions is listed twice");
        Need(
            rules.Superseded || rules.Floors.All(f => !f.Binding || f.Citation.Confidence == Confidence.Verified),
            "a floor binds only where its text was read"
        );
        foreach (var way in Enum.GetValues<ConversionWay>())
            Need(rules.Floors.Any(f => f.Way == way), $"floors have none for {way}");
        Need(
            rules.Floors.All(f => f.Way == ConversionWay.OwnUse == f.LeastYears is not null),
            "leastYears is required for own use, and only there"
        );
        Need(
            rules
                .Conditions.Select(c => c.Code)
                .Order(StringComparer.Ordinal)
                .SequenceEqual(ConditionRule.Codes.Order(StringComparer.Ordinal)),
            $"conditions are {string.Join(", ", ConditionRule.Codes)}"
        );
    }
}
