namespace TechTransfer.RewardCalculation.Engine;

public sealed record Process
{
    /// <summary>Yearly call for applications; null when no application is needed (免申即享).</summary>
    public ApplicationWindow? Application { get; init; }

    /// <summary>Length of the public notice in working days, at least 5.</summary>
    public int NoticeWorkingDays { get; init; } = 5;

    /// <summary>Kinds of documents that the claimant must submit in addition to the registration data.</summary>
    public IReadOnlyList<string> RequiredEvidence { get; init; } = [];

    /// <summary>Which year bears a refund of money that was received in an earlier policy year.</summary>
    public LateRefunds LateRefunds { get; init; }

    /// <summary>Causes for which a paid reward is recovered.</summary>
    public IReadOnlyList<ClawBackCause> ClawBack { get; init; } =
    [ClawBackCause.Changed, ClawBackCause.Cancelled, ClawBackCause.Revoked, ClawBackCause.Refunded];

    /// <summary>Remedies against a rejection: organ, time limit and how; null for those of the law without names.</summary>
    public Text? Remedy { get; init; }
}

/// <summary>Period for applications: days (MM-DD) of the year after the policy year, both inclusive.</summary>
/// <param name="OpensOn">First day of the call, MM-DD.</param>
/// <param name="ClosesOn">Last day of the call, MM-DD.</param>
public sealed record ApplicationWindow(string OpensOn, string ClosesOn, string Article)
{
    public DateOnly Opens(int policyYear) => Day(OpensOn, policyYear + 1);

    public DateOnly Closes(int policyYear) => Day(ClosesOn, policyYear + 1);

    internal static bool IsDay(string monthDay) =>
        DateOnly.TryParseExact(
            $"2001-{monthDay}",
            "yyyy-MM-dd",
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.None,
            out _
        );

    private static DateOnly Day(string monthDay, int year) =>
        DateOnly.ParseExact($"{year}-{monthDay}", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Events on a contract or its money after which a decided reward is clawed back.</summary>
public enum ClawBackCause
{
    Changed,
    Cancelled,
    Revoked,
    Refunded,
}

public enum LateRefunds
{
    /// <summary>The year in which the money was received: its reward is worked out again and what is too much is recovered.</summary>
    Recover,

    /// <summary>The year of the refund; what exceeds that year's money is carried forward to the years after it.</summary>
    CarryForward,
}

/// <summary>Several policies that share one cap per organisation and year, and a budget.</summary>
public sealed record Programme(string Id, string Article)
{
    /// <summary>Maximum for one organisation and year under all policies of the programme; null for none.</summary>
    public Yuan? CapPerOrganisation { get; init; }
}

/// <summary>Yearly budget of the policy, or of its programme when it names one.</summary>
/// <param name="PerYear">Money for each year.</param>
public sealed record Budget(Yuan PerYear, string Article)
{
    /// <summary>Whether money that is not spent is added to the next year's budget.</summary>
    public bool CarryOver { get; init; }

    /// <summary>How claims are reduced when the money is too little.</summary>
    public BudgetCut Cut { get; init; }

    /// <summary>After the cut, each claim is rounded down to a multiple of this amount; null means one fen.</summary>
    public Yuan? RoundTo { get; init; }
}

public enum BudgetCut
{
    /// <summary>All claims are reduced in proportion.</summary>
    ProRata,

    /// <summary>
    /// Claims are paid in the order of filing: the first that cannot be paid in full gets the rest, later ones get nothing.
    /// </summary>
    ByDate,
}

/// <summary>Shares of the amount by rank among all claims of the policy year.</summary>
public sealed record Ranking(string Article)
{
    /// <summary>Id of the figure by which claims are ranked, largest first.</summary>
    public required string By { get; init; }

    /// <summary>Shares from the first rank on; ranks after the last entry get nothing.</summary>
    public required IReadOnlyList<PlaceShare> Places { get; init; }
}

/// <summary>The share for ranks up to and including <c>UpTo</c>; when that is null, for all ranks that follow.</summary>
/// <param name="Share">Share of the amount that these ranks get: 0.3 is 30%.</param>
public sealed record PlaceShare(decimal Share)
{
    /// <summary>Last rank of the group, from 1; null for all ranks that follow.</summary>
    public int? UpTo { get; init; }
}

/// <summary>A part of the award for people within the beneficiary; exactly one of the three shares is given.</summary>
public sealed record SplitRule(string Id, Text Name, string Article)
{
    /// <summary>Smallest share of the award: 0.5 is 50%; null for none.</summary>
    public decimal? AtLeast { get; init; }

    /// <summary>Largest share of the award: 0.5 is 50%; null for none.</summary>
    public decimal? AtMost { get; init; }

    /// <summary>Share of the award: 0.5 is 50%; null when a range is given.</summary>
    public decimal? Exactly { get; init; }
}

/// <param name="Stage">When the part is paid.</param>
/// <param name="Share">Share of the award that is paid then: 0.3 is 30%.</param>
public sealed record StageRule(Stage Stage, decimal Share, string Article)
{
    /// <summary>For <see cref="Engine.Stage.Yearly"/>: number of years over which the part is paid in equal instalments.</summary>
    public int? Years { get; init; }
}

public enum Stage
{
    Application,
    Approval,
    Acceptance,
    Yearly,
}

/// <param name="Payer">Level of government that pays.</param>
/// <param name="Share">Share that it pays: 0.5 is 50%.</param>
public sealed record CostShare(Text Payer, decimal Share, string Article);
