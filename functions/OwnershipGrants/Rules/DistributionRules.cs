namespace TechTransfer.OwnershipGrants.Rules;

/// <summary>The rules on awards of one period, as a file in <c>DistributionRules/</c> states them: the day of an income says which file
/// holds.</summary>
public sealed record DistributionRules : IDated
{
    public required string Id { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>True for a file that only explains and follows the distributions that were made under it.</summary>
    public bool Superseded { get; init; }

    /// <summary>The instruments that this file puts into data.</summary>
    public required IReadOnlyList<Citation> Instruments { get; init; }
    public required IReadOnlyList<DeductionKind> Deductions { get; init; }
    public required IReadOnlyList<Floor> Floors { get; init; }
    public required NoticeLength Notice { get; init; }
    public required PayWindow PayWindow { get; init; }
    public required MainContributors MainContributors { get; init; }
    public required IReadOnlyList<LeaderRule> Leaders { get; init; }

    /// <summary>What takes an approved distribution back, in whole or in part.</summary>
    public required IReadOnlyList<IncomeLoss> ClawBackOn { get; init; }

    /// <summary>What the tax relief on awards asks for (财税〔2018〕58号): a check-list, never a tax result.</summary>
    public required IReadOnlyList<ConditionRule> Conditions { get; init; }

    public DeductionKind? Deduction(string code) => Deductions.FirstOrDefault(d => d.Code == code);

    public LeaderRule? Leader(string rank) => Leaders.FirstOrDefault(l => l.Rank == rank);

    /// <summary>The highest floor that binds for an income; null for none.</summary>
    public Floor? FloorOf(ConversionWay way, int? yearOfUse) =>
        Floors.Where(f => f.Way == way && f.Binding && (f.LeastYears is null || yearOfUse <= f.LeastYears)).MaxBy(f => f.Share);
}

/// <summary>How an achievement earns.</summary>
public enum ConversionWay
{
    /// <summary>转让、许可, and services that come with them: the base is net income.</summary>
    TransferOrLicence,

    /// <summary>作价投资: the base is the shares in the company.</summary>
    CapitalContribution,

    /// <summary>自行或合作实施: the base is a year's operating profit.</summary>
    OwnUse,
}

/// <summary>A kind of deduction from income.</summary>
/// <param name="Deductible">False for what is known and not deducted, as prior research cost.</param>
public sealed record DeductionKind(string Code, Text Name, bool Deductible, Citation Citation);

/// <summary>The least that the team gets.</summary>
/// <param name="Share">Of net income, of the shares, of the year's operating profit.</param>
/// <param name="Binding">False for one that is only shown.</param>
/// <param name="LeastYears">Own use: so many years after production starts it must be paid.</param>
/// <param name="MostYears">Own use: after so many years nothing is foreseen.</param>
public sealed record Floor(ConversionWay Way, Share Share, bool Binding, Citation Citation, int? LeastYears = null, int? MostYears = null);

/// <summary>What days a notice counts.</summary>
public enum NoticeDays
{
    Working,
    Calendar,
}

/// <summary>How long a distribution is open to public notice; its first day does not count.</summary>
public sealed record NoticeLength(NoticeDays DayType, int Days, Citation Citation)
{
    /// <summary>The last day of so many days of notice after a day.</summary>
    public WorkingDeadline Until(DateOnly after, int days, WorkingCalendar calendar) =>
        days == 0
            ? new(after, false)
            : DayType switch
            {
                NoticeDays.Working => calendar.After(after, days),
                NoticeDays.Calendar => new(after.AddDays(days), false),
            };

    /// <summary>How many days of a notice that ends on a day are still to run after another.</summary>
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

/// <summary>How long after the income came in a payment keeps the tax relief's condition.</summary>
public sealed record PayWindow(int Months, Citation Citation)
{
    public DateOnly LastDay(DateOnly incomeOn) => incomeOn.AddMonths(Months);
}

/// <summary>What the main contributors together should get of the award.</summary>
public sealed record MainContributors(Share Share, Citation Citation);

/// <summary>What holds for leaders among the recipients: their awards are always shown in the notice.</summary>
/// <param name="SharesAllowed">False when a leader of this rank takes no shares in a company.</param>
public sealed record LeaderRule(string Rank, Text Name, bool SharesAllowed, Citation Citation);

/// <summary>What can take income away.</summary>
public enum IncomeLoss
{
    Refund,
    Cancellation,
    Revocation,
}

/// <summary>A condition of the check-list.</summary>
public sealed record ConditionRule(string Code, Text Name, Citation Citation)
{
    /// <summary>The codes that the check-list knows.</summary>
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

/// <summary>All rules on distributions, loaded and checked once when the app starts.</summary>
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

    /// <summary>The first day that any rules know.</summary>
    public DateOnly FirstDay => All.Min(r => r.From);

    public DistributionRules InForceOn(DateOnly day) => All.Where(r => !r.Superseded).InForceOn(day);

    /// <summary>The rules that a distribution was worked out by.</summary>
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
        Need(rules.Deductions.Select(d => d.Code).Distinct().Count() == rules.Deductions.Count, "a code of deductions stands twice");
        Need(
            rules.Superseded || rules.Floors.All(f => !f.Binding || f.Citation.Confidence == Confidence.Verified),
            "a floor binds only where its text was read"
        );
        foreach (var way in Enum.GetValues<ConversionWay>())
            Need(rules.Floors.Any(f => f.Way == way), $"floors have none for {way}");
        Need(
            rules.Floors.All(f => f.Way == ConversionWay.OwnUse == f.LeastYears is not null),
            "leastYears stands with own use, and only there"
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
