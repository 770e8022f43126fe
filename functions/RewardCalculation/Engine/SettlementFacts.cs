using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Engine;

/// <param name="ClaimId">Unique within a settlement.</param>
/// <param name="Amount">Amount of the claim before the settlement, yuan; for a supplementary claim only the new part.</param>
/// <param name="FiledOn">Day of filing, China time; earlier claims take precedence.</param>
/// <param name="Score">Figure that ranks the claim (<see cref="Award.Score"/>); zero when the policy ranks nothing.</param>
public sealed record SettlementEntry(
    string ClaimId,
    string Uscc,
    BeneficiaryRole Role,
    Yuan Amount,
    DateOnly FiledOn,
    DateOnly CheckedOn,
    long Score
)
{
    /// <summary>Instant of filing, which orders the claims of one day; null where only the day is known.</summary>
    public DateTimeOffset? FiledAt { get; init; }
}

public sealed record SettlementContext
{
    /// <summary>Budget left from earlier years; counted only when the policy carries it over.</summary>
    public Yuan CarriedOver { get; init; }

    /// <summary>Part of the year's budget already spent by earlier settlements and by the other policies of the programme.</summary>
    public Yuan Spent { get; init; }

    /// <summary>By USCC: amount already settled under this policy and year.</summary>
    public IReadOnlyDictionary<string, Yuan> SettledBefore { get; init; } = new Dictionary<string, Yuan>();

    /// <summary>By USCC: amount settled for the year under the other policies of the programme.</summary>
    public IReadOnlyDictionary<string, Yuan> SettledInProgramme { get; init; } = new Dictionary<string, Yuan>();

    /// <summary>
    /// By USCC: exclusive groups that a claim in force under another policy holds for the year, with the key of that policy and role.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> GroupsTaken { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    public static SettlementContext Empty { get; } = new();
}

/// <summary>The result of a settlement. Lines are ordered by USCC, then claim id.</summary>
public sealed record SettlementResult
{
    public required IReadOnlyList<SettledAmount> Lines { get; init; }

    public required Yuan Claimed { get; init; }

    /// <summary>Sum after exclusions, ranking, caps and the minimum payout, before the budget.</summary>
    public required Yuan Due { get; init; }

    /// <summary>Budget available for this settlement; null when the policy has none.</summary>
    public required Yuan? Available { get; init; }

    public required Yuan Settled { get; init; }

    /// <summary>Budget that remains; the next year gets it when the policy carries over. Null when the policy has no budget.</summary>
    public required Yuan? Left { get; init; }
}

public sealed record SettledAmount
{
    public required string ClaimId { get; init; }
    public required string Uscc { get; init; }
    public required BeneficiaryRole Role { get; init; }

    public required Yuan Claimed { get; init; }

    /// <summary>Amount before the budget's cut.</summary>
    public required Yuan Due { get; init; }

    /// <summary>Final amount, after the budget's cut and rounding.</summary>
    public required Yuan Amount { get; init; }

    /// <summary>Rank of the organisation; equal figures share a rank. Null when the policy ranks nothing.</summary>
    public required int? Place { get; init; }

    /// <summary>
    /// Amount that each level of government pays, in the order of the policy's <c>fundedBy</c>; they add up to the amount.
    /// </summary>
    public required IReadOnlyList<Yuan> FundedBy { get; init; }

    /// <summary>Steps that changed the claim's amount; empty when nothing did.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }
}
