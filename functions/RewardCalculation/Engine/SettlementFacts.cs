using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>A checked claim as settlement sees it.</summary>
/// <param name="ClaimId">Unique within a settlement.</param>
/// <param name="Uscc">The organisation.</param>
/// <param name="Role">In what capacity.</param>
/// <param name="Amount">What the claim comes to by itself: for a supplement only what is new.</param>
/// <param name="FiledOn">When it was filed; decides who comes first.</param>
/// <param name="CheckedOn">When it was checked.</param>
/// <param name="Score">The figure that ranks (<see cref="Award.Score"/>); zero where nothing is ranked.</param>
public sealed record SettlementEntry(
    string ClaimId,
    string Uscc,
    BeneficiaryRole Role,
    Yuan Amount,
    DateOnly FiledOn,
    DateOnly CheckedOn,
    long Score
);

/// <summary>What stands outside the claims of a settlement.</summary>
public sealed record SettlementContext
{
    /// <summary>What earlier years left of the budget; counted only when the policy carries it over.</summary>
    public Yuan CarriedOver { get; init; }

    /// <summary>What is spent of the year's budget already: by earlier settlements, and by the other policies of the programme.</summary>
    public Yuan Spent { get; init; }

    /// <summary>By USCC: settled under this policy and year before.</summary>
    public IReadOnlyDictionary<string, Yuan> SettledBefore { get; init; } = new Dictionary<string, Yuan>();

    /// <summary>By USCC: settled for the year under the other policies of the programme.</summary>
    public IReadOnlyDictionary<string, Yuan> SettledInProgramme { get; init; } = new Dictionary<string, Yuan>();

    /// <summary>By USCC: exclusive groups in which the organisation has a claim in force under another policy for the year, with that
    /// claim's id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> GroupsTaken { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Nothing settled, nothing spent.</summary>
    public static SettlementContext Empty { get; } = new();
}

/// <summary>A settled year. Lines stand by USCC, then claim id, whatever the order of the claims was.</summary>
public sealed record SettlementResult
{
    public required IReadOnlyList<SettledAmount> Lines { get; init; }

    /// <summary>The sum of the claims as they came in.</summary>
    public required Yuan Claimed { get; init; }

    /// <summary>The sum after ranking, exclusions, caps and the minimum payout, before the budget.</summary>
    public required Yuan Due { get; init; }

    /// <summary>What the budget has for this settlement; null when the policy has none.</summary>
    public required Yuan? Available { get; init; }

    /// <summary>The sum that is paid.</summary>
    public required Yuan Settled { get; init; }

    /// <summary>What the budget has left; null when the policy has none. The next year gets it when the policy carries over.</summary>
    public required Yuan? Left { get; init; }
}

/// <summary>What one claim gets.</summary>
public sealed record SettledAmount
{
    public required string ClaimId { get; init; }
    public required string Uscc { get; init; }
    public required BeneficiaryRole Role { get; init; }

    /// <summary>As it came in.</summary>
    public required Yuan Claimed { get; init; }

    /// <summary>Before the budget.</summary>
    public required Yuan Due { get; init; }

    /// <summary>What is paid.</summary>
    public required Yuan Amount { get; init; }

    /// <summary>The organisation's place among all; null when the policy ranks nothing. Equal figures share a place.</summary>
    public required int? Place { get; init; }

    /// <summary>Which level pays what; in the order of the policy's <c>fundedBy</c>, adding up to the amount.</summary>
    public required IReadOnlyList<Yuan> FundedBy { get; init; }

    /// <summary>What changed the claim's figure and why; empty when nothing did.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }
}
