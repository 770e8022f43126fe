namespace TechTransfer.RewardCalculation.Engine;

/// <summary>How the reward is claimed, published and taken back.</summary>
public sealed record Process
{
    /// <summary>The yearly call; null: no application is needed (免申即享).</summary>
    public ApplicationWindow? Application { get; init; }

    /// <summary>Working days of public notice, at least 5.</summary>
    public int NoticeWorkingDays { get; init; } = 5;

    /// <summary>What the claimant hands in besides what registration holds: codes of papers.</summary>
    public IReadOnlyList<string> RequiredEvidence { get; init; } = [];

    /// <summary>What takes a decided reward back in whole or part.</summary>
    public IReadOnlyList<ClawBackCause> ClawBack { get; init; } =
    [ClawBackCause.Changed, ClawBackCause.Cancelled, ClawBackCause.Revoked, ClawBackCause.Refunded];
}

/// <summary>When applications are taken: days (MM-DD) of the year after the policy year, both inclusive.</summary>
public sealed record ApplicationWindow(string OpensOn, string ClosesOn, string Article)
{
    /// <summary>The first day on which claims for a policy year are taken.</summary>
    public DateOnly Opens(int policyYear) => Day(OpensOn, policyYear + 1);

    /// <summary>The last day.</summary>
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

/// <summary>Why a reward is taken back.</summary>
public enum ClawBackCause
{
    Changed,
    Cancelled,
    Revoked,
    Refunded,
}

/// <summary>Policies that belong together: one cap per organisation and year over all of them.</summary>
public sealed record Programme(string Id, string Article)
{
    /// <summary>The most that one organisation gets in a year under all policies of the programme.</summary>
    public Yuan? CapPerOrganisation { get; init; }
}

/// <summary>The money set aside; shared by the policies of a programme when the policy names one.</summary>
public sealed record Budget(Yuan PerYear, string Article)
{
    /// <summary>What is not spent is added to the next year's.</summary>
    public bool CarryOver { get; init; }
    public BudgetCut Cut { get; init; }

    /// <summary>After the cut each claim is rounded down to a multiple of it; one fen without it.</summary>
    public Yuan? RoundTo { get; init; }
}

/// <summary>What happens when claims exceed the budget.</summary>
public enum BudgetCut
{
    /// <summary>All are cut in proportion.</summary>
    ProRata,

    /// <summary>First filed, first paid; the first whom it does not reach in full gets what is left, who filed later gets
    /// nothing.</summary>
    ByDate,
}

/// <summary>Shares of the amount by place among all claims of the policy year.</summary>
public sealed record Ranking(string Article)
{
    /// <summary>The figure that ranks, largest first.</summary>
    public required string By { get; init; }

    /// <summary>From the first place on; who stands behind the last one gets nothing.</summary>
    public required IReadOnlyList<PlaceShare> Places { get; init; }
}

/// <summary>A share for the places up to and including one; without it for all that follow.</summary>
public sealed record PlaceShare(decimal Share)
{
    public int? UpTo { get; init; }
}

/// <summary>A part of the award for somebody within the beneficiary: exactly one of the three shares is given.</summary>
public sealed record SplitRule(string Id, Text Name, string Article)
{
    public decimal? AtLeast { get; init; }
    public decimal? AtMost { get; init; }
    public decimal? Exactly { get; init; }
}

/// <summary>A part of the award that is paid at a stage.</summary>
public sealed record StageRule(Stage Stage, decimal Share, string Article)
{
    /// <summary>For <see cref="Engine.Stage.Yearly"/>: over how many years the part is paid in equal parts.</summary>
    public int? Years { get; init; }
}

/// <summary>When a part is paid.</summary>
public enum Stage
{
    Application,
    Approval,
    Acceptance,
    Yearly,
}

/// <summary>A level of government that pays a part.</summary>
public sealed record CostShare(Text Payer, decimal Share, string Article);
