using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Settlements;

public enum RunStatus
{
    /// <summary>Collecting the checked claims, page by page.</summary>
    Collecting,
    Calculating,

    /// <summary>The amounts are calculated, but not yet written into the claims.</summary>
    Ready,

    /// <summary>Writing the final amounts into the claims.</summary>
    Closing,

    /// <summary>The set of claims is fixed; claims checked later go to the next run.</summary>
    Closed,

    /// <summary>Opening the public notices of its claims.</summary>
    Publishing,
    Published,

    /// <summary>The programme has spent more, or closed another run, since this run began, so this run can no longer be closed.</summary>
    Stale,
}

public static class RunStatuses
{
    public static bool IsMoving(this RunStatus status) =>
        status is RunStatus.Collecting or RunStatus.Calculating or RunStatus.Closing or RunStatus.Publishing;

    public static Text Name(this RunStatus status) =>
        status switch
        {
            RunStatus.Collecting => new("汇集申报", "collecting claims"),
            RunStatus.Calculating => new("计算中", "calculating"),
            RunStatus.Ready => new("已算出，待核定", "calculated, to be settled"),
            RunStatus.Closing => new("正在核定", "being settled"),
            RunStatus.Closed => new("已核定", "settled"),
            RunStatus.Publishing => new("正在发布公示", "being published"),
            RunStatus.Published => new("已公示", "published"),
            RunStatus.Stale => new("已失效", "outdated"),
        };
}

/// <summary>
/// A settlement of a policy year (年度核定): all checked claims, calculated together. Its lines are stored in separate documents, in parts; the
/// run holds their hashes. Amounts are yuan.
/// </summary>
public sealed record SettlementRun
{
    public required string Id { get; init; }
    public required string PolicyId { get; init; }
    public required int PolicyVersion { get; init; }
    public required Text PolicyName { get; init; }
    public required int Year { get; init; }
    public required string Programme { get; init; }
    public required RunStatus Status { get; init; }
    public required Act Started { get; init; }

    /// <summary>Sums of the programme's account when the run began, fen; closing is refused if these have grown since.</summary>
    public required IReadOnlyDictionary<string, long> SpentBefore { get; init; }

    /// <summary>Budget left for the run; null when the policy has none.</summary>
    public Yuan? BudgetLeft { get; init; }

    /// <summary>Number of completed steps; each step message carries the number of its step.</summary>
    public int Step { get; init; }

    public required DateTimeOffset LastStepAt { get; init; }

    /// <summary>Since when the job has made no progress, stored by each resumption; null once it progresses.</summary>
    public DateTimeOffset? StalledSince { get; init; }

    /// <summary>True when a step failed after all retries; the run then waits to be resumed.</summary>
    public bool Stopped { get; init; }

    /// <summary>List cursor of the next page of claims to collect.</summary>
    public string? Cursor { get; init; }

    public IReadOnlyList<string> Collected { get; init; } = [];

    /// <summary>The stored documents with the result lines, ordered by claim id.</summary>
    public IReadOnlyList<LinePart> Lines { get; init; } = [];
    public RunTotals? Totals { get; init; }

    public Act? Closed { get; init; }

    /// <summary>True once the run's total is booked on the programme's account.</summary>
    public bool Booked { get; init; }

    /// <summary>
    /// Number of documents in <see cref="Lines"/> whose claims have their final amounts; these documents are replaced by ones with
    /// outcomes.
    /// </summary>
    public int PartsClosed { get; init; }

    /// <summary>Sum of the final amounts written into claims, yuan; it grows while the run is being closed.</summary>
    public Yuan SettledSum { get; init; }
    public int Dropped { get; init; }
    public Act? Published { get; init; }
    public int PartsPublished { get; init; }
    public int NoticesOpened { get; init; }
}

/// <param name="First">Lowest claim id in the document.</param>
public sealed record LinePart(string Sha256, string First, int Count);

/// <summary>Totals of a run. Amounts are yuan.</summary>
/// <param name="Claims">Number of claims.</param>
/// <param name="Zero">Number of claims whose amount is zero.</param>
/// <param name="Claimed">Sum of the claimed amounts.</param>
/// <param name="BeforeBudget">Sum after caps and exclusions, before the budget's cut.</param>
/// <param name="Amount">Sum after the budget's cut.</param>
public sealed record RunTotals(int Claims, int Zero, Yuan Claimed, Yuan BeforeBudget, Yuan Amount);

/// <param name="Score">Figure that ranks the claim; zero when the policy ranks nothing.</param>
/// <param name="UnitSettled">Amounts settled for the claim's organisation under the programme, by policy, fen.</param>
/// <param name="HeldGroups">Exclusive groups that the claim's organisation holds under another policy, with the key of that policy and
/// role.</param>
public sealed record CollectedClaim(
    string ClaimId,
    RewardParty Beneficiary,
    BeneficiaryRole Role,
    Yuan Claimed,
    DateOnly FiledOn,
    DateOnly CheckedOn,
    long Score,
    int Contracts,
    IReadOnlyDictionary<string, long> UnitSettled,
    IReadOnlyDictionary<string, string> HeldGroups
)
{
    /// <summary>Instant of filing; null in documents of earlier versions.</summary>
    public DateTimeOffset? FiledAt { get; init; }
}

public enum LineOutcome
{
    /// <summary>The run is not closed yet.</summary>
    Open,
    Settled,

    /// <summary>The amount was zero, so the claim was rejected.</summary>
    Rejected,

    /// <summary>The claim had changed or could not be settled, so the run left it as it was.</summary>
    Dropped,
}

public sealed record SettlementLine
{
    public required string ClaimId { get; init; }
    public required RewardParty Beneficiary { get; init; }
    public required BeneficiaryRole Role { get; init; }

    /// <summary>Number of contracts behind the claim.</summary>
    public required int Contracts { get; init; }
    public required Yuan Claimed { get; init; }

    /// <summary>Amount after caps and exclusions, before the budget's cut.</summary>
    public required Yuan BeforeBudget { get; init; }

    /// <summary>Amount after the budget's cut.</summary>
    public required Yuan Amount { get; init; }

    /// <summary>Rank of the organisation; null when the policy ranks nothing.</summary>
    public int? Place { get; init; }
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>What became of the claim.</summary>
    public LineOutcome Outcome { get; init; }
}

[WireName("ClaimsCollected")]
public sealed record ClaimsCollected(int Part, string Sha256);

[WireName("SettlementCalculated")]
public sealed record SettlementCalculated(RunTotals Totals, IReadOnlyList<LinePart> Lines);

[WireName("SettlementBooked")]
public sealed record SettlementBooked(Yuan Amount);

/// <summary>History entry: the programme has spent more, or closed another run, since this run began.</summary>
[WireName("SettlementWentStale")]
public sealed record SettlementWentStale(IReadOnlyDictionary<string, long> Spent);

[WireName("PartClosed")]
public sealed record PartClosed(int Part, string Sha256, Yuan Settled, int Dropped);

[WireName("SettlementClosed")]
public sealed record SettlementClosed(Yuan Settled, int Dropped);

[WireName("PartPublished")]
public sealed record PartPublished(int Part, int Notices);

/// <summary>History entry: a step failed after all retries.</summary>
[WireName("SettlementStopped")]
public sealed record SettlementStopped(int Step);
