using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>Inputs of <c>Assessment.OfItem</c>: one contract and one beneficiary.</summary>
/// <param name="Party">The beneficiary: one of the contract's parties in the role.</param>
/// <param name="Money">Money by month (China time), net of refunds: received for sellers, paid for buyers, and received on the whole
/// contract for other roles. Includes all known months. Null when there is no record yet: the contract then counts as paid in full within
/// the policy year.</param>
public sealed record ItemFacts(KnownContract Contract, PartyFacts Party, BeneficiaryRole Role, IReadOnlyList<MonthlyMoney>? Money)
{
    /// <summary>Money received on the whole contract by month; null when only that of the party is known.</summary>
    public IReadOnlyList<MonthlyMoney>? WholeMoney { get; init; }

    /// <param name="sums">Sums of the contract's money account; null when there is no record yet.</param>
    public static ItemFacts Of(KnownContract contract, PartyFacts party, BeneficiaryRole role, IReadOnlyDictionary<string, long>? sums) =>
        new(contract, party, role, sums is null ? null : ContractMoney.Of(sums, role, party.Uscc))
        {
            WholeMoney = sums is null ? null : ContractMoney.OfContract(sums),
        };
}

/// <summary>What one contract adds to one beneficiary's policy year.</summary>
public sealed record ItemResult
{
    /// <summary>True when the contract counts: every condition of the policy's <c>counts</c> is met.</summary>
    public required bool Counts { get; init; }

    /// <summary>What the contract adds to each named sum: fen or a count. All names are present, also with zero.</summary>
    public required IReadOnlyDictionary<string, long> Figures { get; init; }

    /// <summary>Codes of the conditions that are not met.</summary>
    public required IReadOnlyList<string> Unmet { get; init; }

    /// <summary>
    /// True when a figure depends on an estimated value, on payment only after use (先使用后付费), or on money assumed as paid.
    /// </summary>
    public required bool Estimated { get; init; }

    /// <summary>Steps of the calculation (计算说明); their sentences are built only when they are read.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }
}
