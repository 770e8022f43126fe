using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>What one policy gives one party for one contract in a year.</summary>
public sealed record Quote
{
    public required Beneficiary Beneficiary { get; init; }
    public required BeneficiaryRole Role { get; init; }
    public required string PolicyId { get; init; }
    public required int Version { get; init; }

    /// <summary>True when the policy is made up and binds nobody.</summary>
    public required bool Sample { get; init; }
    public required int Year { get; init; }

    /// <summary>The party's part of the contract's figure, also when it is not eligible.</summary>
    public required Yuan Base { get; init; }

    /// <summary>The reward, zero when not eligible.</summary>
    public required Yuan Amount { get; init; }

    /// <summary>True when the contract counts for the party: all conditions and the minimum per contract are met.</summary>
    public required bool Eligible { get; init; }

    /// <summary>True when the figure rests on an estimate and follows the settlement.</summary>
    public required bool Estimated { get; init; }
    public required IReadOnlyList<Step> Explanation { get; init; }
}

/// <summary>Who gets it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Uscc">The unified social credit code; null for a foreign organisation or a natural person.</param>
public sealed record Beneficiary(string Name, string? Uscc);

/// <summary>What is known of one organisation's policy year besides the contract that is asked for.</summary>
/// <param name="Sums">The sums of <see cref="ItemResult.Figures"/> of its other contracts.</param>
/// <param name="YearBefore">The sums of the year before; null when nobody knows them.</param>
/// <param name="Declared">What was stated for it.</param>
public sealed record YearToDate(
    IReadOnlyDictionary<string, long> Sums,
    IReadOnlyDictionary<string, long>? YearBefore,
    DeclaredFacts Declared
)
{
    public static YearToDate None { get; } = new(new Dictionary<string, long>(), null, DeclaredFacts.None);
}
