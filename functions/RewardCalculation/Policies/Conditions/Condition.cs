using System.Text.Json.Serialization;
using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Facts;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>Something that must hold for a beneficiary of a contract in a year. The set is closed: one record per rule.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RegisteredInYear), "registeredInYear")]
[JsonDerivedType(typeof(BeneficiaryInZone), "beneficiaryInZone")]
[JsonDerivedType(typeof(BeneficiaryKindIsNot), "beneficiaryKindIsNot")]
[JsonDerivedType(typeof(PartiesUnrelated), "partiesUnrelated")]
[JsonDerivedType(typeof(ContractKindIs), "contractKindIs")]
[JsonDerivedType(typeof(PaymentModeIsNot), "paymentModeIsNot")]
[JsonDerivedType(typeof(ValueStatusIsNot), "valueStatusIsNot")]
public abstract record Condition
{
    public required string Article { get; init; }

    public abstract Verdict Check(Candidate candidate);

    /// <summary>What is wrong with the condition: path below it, and why.</summary>
    public virtual IEnumerable<(string Path, string Reason)> Faults() => [];
}

/// <summary>Who might be rewarded for what.</summary>
public sealed record Candidate(ContractFacts Contract, PartyFacts Party, int Year);

/// <summary>Whether a condition holds, and the sentence that says so.</summary>
/// <param name="Code">The condition's stable code, snake_case.</param>
/// <param name="Met">True when it holds.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Inputs">What it looked at.</param>
public sealed record Verdict(string Code, bool Met, Text Text, IReadOnlyDictionary<string, string> Inputs)
{
    /// <summary>A verdict on one figure or word.</summary>
    public static Verdict On(string input, string value, string code, bool met, Text ifMet, Text ifNot) =>
        new(code, met, met ? ifMet : ifNot, new Dictionary<string, string> { [input] = value });
}
