using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Engine;

public sealed record Quote
{
    public required Beneficiary Beneficiary { get; init; }
    public required BeneficiaryRole Role { get; init; }
    public required string PolicyId { get; init; }
    public required int Version { get; init; }

    /// <summary>True when the policy is a made-up sample that binds nobody.</summary>
    public required bool Sample { get; init; }
    public required int Year { get; init; }

    /// <summary>The party's part of the contract's base figure, also when it is not eligible.</summary>
    public required Yuan Base { get; init; }

    /// <summary>The reward, yuan; zero when not eligible.</summary>
    public required Yuan Amount { get; init; }

    /// <summary>True when the contract counts and the conditions on the beneficiary's year are met.</summary>
    public required bool Eligible { get; init; }

    /// <summary>True when the amount depends on an estimate and may change with the final figures.</summary>
    public required bool Estimated { get; init; }
    public required IReadOnlyList<Step> Explanation { get; init; }
}

/// <param name="Uscc">The unified social credit code; null for a foreign organisation or a natural person.</param>
public sealed record Beneficiary(string Name, string? Uscc);

/// <summary>What is known of an organisation's policy year apart from the quoted contract.</summary>
/// <param name="Sums">Sums of <see cref="ItemResult.Figures"/> over the organisation's other contracts.</param>
/// <param name="YearBefore">Sums of the year before; null when they are not known.</param>
public sealed record YearToDate(
    IReadOnlyDictionary<string, long> Sums,
    IReadOnlyDictionary<string, long>? YearBefore,
    DeclaredFacts Declared
)
{
    public static YearToDate None { get; } = new(new Dictionary<string, long>(), null, DeclaredFacts.None);
}
