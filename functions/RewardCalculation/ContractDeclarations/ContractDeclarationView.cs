using System.Text.Json;
using TechTransfer.RewardCalculation.Claims;

namespace TechTransfer.RewardCalculation.ContractDeclarations;

/// <summary>The declared facts of a contract as the API shows them.</summary>
/// <param name="Facts">The facts, by name.</param>
public sealed record ContractDeclarationView(string ContractId, IReadOnlyDictionary<string, DeclaredFactView> Facts, long Version)
{
    public static ContractDeclarationView Of(ContractDeclaration state, long version) =>
        new(state.ContractId, state.Facts.ToDictionary(f => f.Key, f => DeclaredFactView.Of(f.Value)), version);
}

/// <param name="Value">The value as last declared.</param>
/// <param name="On">Day from which the fact holds.</param>
/// <param name="Confirmed">True when an officer has confirmed this value.</param>
/// <param name="InForce">The value that policies use: the last confirmed one; null until there is one.</param>
/// <param name="ConfirmedBy">Id of the officer who confirmed it; absent before.</param>
public sealed record DeclaredFactView(
    JsonElement Value,
    DateOnly On,
    string Organisation,
    string By,
    DateTimeOffset At,
    IReadOnlyList<Evidence> Evidence,
    bool Confirmed,
    JsonElement? InForce,
    string? ConfirmedBy,
    DateTimeOffset? ConfirmedAt
)
{
    // Callers see the officer's name, but not the id.
    public static DeclaredFactView Of(DeclaredFact fact) =>
        new(
            fact.Value,
            fact.On,
            fact.Organisation,
            fact.Declared.Name,
            fact.Declared.At,
            fact.Evidence,
            fact.IsConfirmed(),
            fact.InForce?.Value,
            fact.InForce?.Confirmed.Name,
            fact.InForce?.Confirmed.At
        );
}
