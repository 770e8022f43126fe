namespace TechTransfer.RewardCalculation.Engine;

/// <summary>A fact that registration does not hold and that is stated for an organisation and year, or declared for a contract.</summary>
/// <param name="Name">Name of the fact; conditions use it with the prefix <c>declared.</c> or <c>contract.declared.</c></param>
/// <param name="Type">Type of the fact's value.</param>
/// <param name="Title">Name for people, used as the subject of a sentence.</param>
public sealed record DeclaredFactRule(string Name, FactType Type, Text Title)
{
    /// <summary>Whether the fact is about the beneficiary or a contract.</summary>
    public DeclaredOf Of { get; init; }

    /// <summary>Allowed words; only for facts of the type Word.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>
    /// Display names of the words of a standard declared fact; null for words that a policy declares, which are shown as written.
    /// </summary>
    internal IReadOnlyDictionary<string, Text>? WordNames { get; init; }
}

public enum DeclaredOf
{
    /// <summary>An organisation and policy year; an officer states it.</summary>
    Year,

    /// <summary>A contract; a party declares it with evidence, and an officer confirms it.</summary>
    Contract,
}
