using System.Text.Json;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>Inputs of <c>Assessment.OfYear</c>: one beneficiary and policy year.</summary>
/// <param name="Sums">Sums of <see cref="ItemResult.Figures"/> over the beneficiary's contracts, by name; a missing name is zero.</param>
/// <param name="YearBefore">Sums under the same policy version for the previous policy year; null when they are not known.</param>
public sealed record YearFacts(
    PartyFacts Beneficiary,
    IReadOnlyDictionary<string, long> Sums,
    IReadOnlyDictionary<string, long>? YearBefore,
    DeclaredFacts Declared
)
{
    /// <summary>
    /// By figure, what refunds took from earlier years beyond their money, below zero; null when nothing is carried forward.
    /// </summary>
    public IReadOnlyDictionary<string, long>? Carried { get; init; }
}

/// <summary>
/// Facts stated for an organisation and year. Names and types are those of <see cref="FactCatalogue.Declared"/> and of the policies' own
/// declared facts; a fact that is missing is unknown.
/// </summary>
/// <param name="Stated">By name, without <c>declared.</c>: true or false, a number (yuan, count or rate), a word, or a day as
/// YYYY-MM-DD.</param>
public sealed record DeclaredFacts(IReadOnlyDictionary<string, JsonElement> Stated)
{
    public static DeclaredFacts None { get; } = new(new Dictionary<string, JsonElement>());
}
