using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>Where a settlement run stands.</summary>
public enum RunStatus
{
    /// <summary>Taking the checked claims up, page by page.</summary>
    Collecting,
    Calculating,

    /// <summary>Worked out; the claims are as they were.</summary>
    Ready,

    /// <summary>Writing the final amounts into the claims.</summary>
    Closing,

    /// <summary>The set is fixed: claims checked later go to the next run.</summary>
    Closed,

    /// <summary>Opening the notices of its claims.</summary>
    Publishing,
    Published,

    /// <summary>What it was worked out on has changed: it cannot be closed any more.</summary>
    Stale,
}

public static class RunStatuses
{
    /// <summary>True while steps are under way.</summary>
    public static bool IsMoving(this RunStatus status) =>
        status is RunStatus.Collecting or RunStatus.Calculating or RunStatus.Closing or RunStatus.Publishing;

    public static Text Name(this RunStatus status) =>
        status switch
        {
            RunStatus.Collecting => new("汇集申报", "collecting"),
            RunStatus.Calculating => new("计算中", "calculating"),
            RunStatus.Ready => new("已算出", "ready"),
            RunStatus.Closing => new("正在核定", "closing"),
            RunStatus.Closed => new("已核定", "closed"),
            RunStatus.Publishing => new("公示中", "publishing"),
            RunStatus.Published => new("已公示", "published"),
            RunStatus.Stale => new("已失效", "stale"),
        };
}

/// <summary>
/// A settlement of a policy year (核定): all checked claims, worked out together. Its lines stand in documents of their own, in parts; this
/// holds their hashes. Amounts are yuan.
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

    /// <summary>The programme's account when the run began: who closes it must find no more spent than this.</summary>
    public required IReadOnlyDictionary<string, long> SpentBefore { get; init; }

    /// <summary>What the budget leaves to this run; null without a budget.</summary>
    public Yuan? BudgetLeft { get; init; }

    /// <summary>Steps that are done: each message names the one that it asks for.</summary>
    public int Step { get; init; }

    /// <summary>When a step was done last.</summary>
    public required DateTimeOffset LastStepAt { get; init; }

    /// <summary>True when a step failed again and again; it waits to be resumed.</summary>
    public bool Stopped { get; init; }

    /// <summary>Where collecting goes on.</summary>
    public string? Cursor { get; init; }

    /// <summary>Hashes of the documents with the claims taken up.</summary>
    public IReadOnlyList<string> Collected { get; init; } = [];

    /// <summary>The documents with the result lines, ordered by claim.</summary>
    public IReadOnlyList<LinePart> Lines { get; init; } = [];
    public RunTotals? Totals { get; init; }

    public Act? Closed { get; init; }

    /// <summary>True once the programme's account has taken its total.</summary>
    public bool Booked { get; init; }

    /// <summary>Parts whose claims have their final amounts; their documents have taken the places of those in <see
    /// cref="Lines"/>.</summary>
    public int PartsClosed { get; init; }

    /// <summary>What the claims that took part have got, yuan.</summary>
    public Yuan SettledSum { get; init; }
    public int Dropped { get; init; }
    public Act? Published { get; init; }
    public int PartsPublished { get; init; }
    public int NoticesOpened { get; init; }
}

/// <summary>A document with lines.</summary>
/// <param name="First">The first line's claim.</param>
public sealed record LinePart(string Sha256, string First, int Count);

/// <summary>What a run comes to.</summary>
/// <param name="Claimed">What was claimed.</param>
/// <param name="BeforeBudget">After caps and exclusions.</param>
/// <param name="Amount">After the budget.</param>
/// <param name="Zero">Claims that come to nothing.</param>
public sealed record RunTotals(int Claims, int Zero, Yuan Claimed, Yuan BeforeBudget, Yuan Amount);

/// <summary>A claim as a run took it up.</summary>
/// <param name="Score">What ranks it; zero where nothing is ranked.</param>
/// <param name="UnitSettled">What its organisation has settled under the programme, by policy, in fen.</param>
/// <param name="HeldGroups">Exclusive groups of the policy that its organisation holds under another one, with that one.</param>
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
);

/// <summary>What became of a line when the run was closed.</summary>
public enum LineOutcome
{
    /// <summary>The run is not closed yet.</summary>
    Open,
    Settled,

    /// <summary>It came to nothing: the claim is rejected.</summary>
    Rejected,

    /// <summary>The claim had changed, or was gone, when the run was closed: it stays out.</summary>
    Dropped,
}

/// <summary>A claim's result.</summary>
public sealed record SettlementLine
{
    public required string ClaimId { get; init; }
    public required RewardParty Beneficiary { get; init; }
    public required BeneficiaryRole Role { get; init; }
    public required int Contracts { get; init; }
    public required Yuan Claimed { get; init; }

    /// <summary>After caps and exclusions.</summary>
    public required Yuan BeforeBudget { get; init; }

    /// <summary>After the budget.</summary>
    public required Yuan Amount { get; init; }

    /// <summary>The organisation's place; null where nothing is ranked.</summary>
    public int? Place { get; init; }
    public required IReadOnlyList<Step> Steps { get; init; }
    public LineOutcome Outcome { get; init; }
}

/// <summary>A page of claims was taken up.</summary>
[WireName("ClaimsCollected")]
public sealed record ClaimsCollected(int Part, string Sha256);

/// <summary>The run is worked out.</summary>
[WireName("SettlementCalculated")]
public sealed record SettlementCalculated(RunTotals Totals, IReadOnlyList<LinePart> Lines);

/// <summary>The programme's account has taken the run's total.</summary>
[WireName("SettlementBooked")]
public sealed record SettlementBooked(Yuan Amount);

/// <summary>More was spent since the run began.</summary>
[WireName("SettlementWentStale")]
public sealed record SettlementWentStale(IReadOnlyDictionary<string, long> Spent);

/// <summary>The claims of a part have their final amounts.</summary>
[WireName("PartClosed")]
public sealed record PartClosed(int Part, string Sha256, Yuan Settled, int Dropped);

/// <summary>All claims of the run have their final amounts.</summary>
[WireName("SettlementClosed")]
public sealed record SettlementClosed(Yuan Settled, int Dropped);

/// <summary>The notices of a part's claims are open.</summary>
[WireName("PartPublished")]
public sealed record PartPublished(int Part, int Notices);

/// <summary>A step failed for good.</summary>
[WireName("SettlementStopped")]
public sealed record SettlementStopped(int Step);
