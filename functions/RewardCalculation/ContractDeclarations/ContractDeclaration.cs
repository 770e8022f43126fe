using System.Text.Json;
using TechTransfer.RewardCalculation.Claims;

namespace TechTransfer.RewardCalculation.ContractDeclarations;

/// <summary>
/// What the parties declare about a registered contract because registration does not hold it: used locally, product sales … A policy
/// uses a declared fact only once an officer has confirmed it.
/// </summary>
public sealed record ContractDeclaration
{
    public required string ContractId { get; init; }

    /// <summary>Credit codes of the contract's parties when something was last declared; they may read it.</summary>
    public required IReadOnlyList<string> Parties { get; init; }

    /// <summary>By name of the declared fact.</summary>
    public required IReadOnlyDictionary<string, DeclaredFact> Facts { get; init; }

    /// <summary>The values that policies use, by name of the declared fact.</summary>
    public IReadOnlyDictionary<string, JsonElement> InForce() =>
        Facts.Where(f => f.Value.InForce is not null).ToDictionary(f => f.Key, f => f.Value.InForce!.Value);
}

/// <param name="Value">The value as last declared.</param>
/// <param name="On">Day for which the party declares the value.</param>
/// <param name="Organisation">Credit code of the party that declared it.</param>
/// <param name="InForce">The last confirmed value; null until an officer has confirmed one.</param>
public sealed record DeclaredFact(
    JsonElement Value,
    DateOnly On,
    string Organisation,
    IReadOnlyList<Evidence> Evidence,
    Act Declared,
    ConfirmedValue? InForce
)
{
    public bool IsConfirmed() =>
        InForce is { } confirmed && confirmed.Declared == Declared && confirmed.Value.GetRawText() == Value.GetRawText();
}

/// <param name="Declared">The declaration that was confirmed.</param>
public sealed record ConfirmedValue(JsonElement Value, Act Declared, Act Confirmed);
