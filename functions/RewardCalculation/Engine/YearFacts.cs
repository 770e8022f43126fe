using System.Text.Json;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>What a beneficiary's policy year comes down to.</summary>
/// <param name="Beneficiary">Who.</param>
/// <param name="Sums">The sums over its contracts of <see cref="ItemResult.Figures"/>, by name; a missing name is zero.</param>
/// <param name="YearBefore">The sums of the same policy version for the policy year before; null when nobody knows them.</param>
/// <param name="Declared">What was stated for the organisation and year.</param>
public sealed record YearFacts(
    PartyFacts Beneficiary,
    IReadOnlyDictionary<string, long> Sums,
    IReadOnlyDictionary<string, long>? YearBefore,
    DeclaredFacts Declared
);

/// <summary>What an officer has stated for an organisation and year; names and types are those of <see cref="FactCatalogue.Declared"/> and
/// of the policies' own. What is not here is unknown.</summary>
/// <param name="Stated">By name, without <c>declared.</c>: true or false, a number in yuan or of pieces, a rate, a word or a YYYY-MM-DD
/// day.</param>
public sealed record DeclaredFacts(IReadOnlyDictionary<string, JsonElement> Stated)
{
    /// <summary>Nothing stated.</summary>
    public static DeclaredFacts None { get; } = new(new Dictionary<string, JsonElement>());
}
