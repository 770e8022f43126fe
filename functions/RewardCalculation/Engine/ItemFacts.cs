using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>One contract as one beneficiary's policy year sees it.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Party">The beneficiary: one of the contract's parties in the role.</param>
/// <param name="Role">In what capacity.</param>
/// <param name="Money">Per China month, net of refunds: what the party received (seller side) or paid (buyer side); for brokers, platforms
/// and registrars what was received on the whole contract. All months known. Null when there is no record yet: then the contract is taken
/// as paid in full within the policy year.</param>
public sealed record ItemFacts(KnownContract Contract, PartyFacts Party, BeneficiaryRole Role, IReadOnlyList<MonthlyMoney>? Money);

/// <summary>What one contract adds to one beneficiary's policy year.</summary>
public sealed record ItemResult
{
    /// <summary>True when the contract counts at all: every condition of the policy's <c>counts</c> is met.</summary>
    public required bool Counts { get; init; }

    /// <summary>What it adds to each named sum: fen or a count. All names are there, also with zero.</summary>
    public required IReadOnlyDictionary<string, long> Figures { get; init; }

    /// <summary>The codes of the conditions that are not met.</summary>
    public required IReadOnlyList<string> Unmet { get; init; }

    /// <summary>True when a figure rests on an estimated value, on use that starts later, or on money taken as paid.</summary>
    public required bool Estimated { get; init; }

    /// <summary>How it came about; the sentences are made when they are read.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }
}
