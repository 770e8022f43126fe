using System.Text.Json.Serialization;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>One clause of the instrument: when it applies and what it gives for the policy year.</summary>
public sealed record Clause
{
    public required string Id { get; init; }
    public required string Article { get; init; }
    public Text? Name { get; init; }

    /// <summary>Conditions on the beneficiary's year, in addition to the policy's eligibility.</summary>
    public IReadOnlyList<Condition> When { get; init; } = [];
    public required Amount Amount { get; init; }

    /// <summary>Ids of the clauses that exclude this one when they give anything.</summary>
    public IReadOnlyList<string> ExcludedBy { get; init; } = [];
}

/// <summary>Formula for what a clause gives. Every kind may have a cap and a floor.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Flat), "flat")]
[JsonDerivedType(typeof(FlatRate), "rate")]
[JsonDerivedType(typeof(Tiers), "tiers")]
[JsonDerivedType(typeof(Bands), "bands")]
[JsonDerivedType(typeof(StepBonus), "steps")]
[JsonDerivedType(typeof(SumOf), "sum")]
[JsonDerivedType(typeof(BestOf), "bestOf")]
[JsonDerivedType(typeof(FirstOf), "first")]
[JsonDerivedType(typeof(PerContract), "perContract")]
public abstract record Amount
{
    /// <summary>Article of the instrument; null means the clause's article.</summary>
    public string? Article { get; init; }
    public Yuan? Cap { get; init; }

    /// <summary>Smallest amount, when the formula gives anything at all.</summary>
    public Yuan? Floor { get; init; }
}

public sealed record Flat : Amount
{
    [JsonPropertyName("yuan")]
    public required Yuan Money { get; init; }
}

public sealed record FlatRate : Amount
{
    public required string Of { get; init; }

    [JsonPropertyName("rate")]
    public required decimal Value { get; init; }
}

/// <summary>Marginal tiers: each rate applies only to the part of the figure within its tier.</summary>
public sealed record Tiers : Amount
{
    public required string Of { get; init; }

    [JsonPropertyName("tiers")]
    public required IReadOnlyList<Tier> List { get; init; }
}

/// <summary>A tier, whose rate applies to the part above its threshold, up to the next tier.</summary>
public sealed record Tier(Yuan Above, decimal Rate)
{
    /// <summary>End of the tier, optional in the file; it must be where the next tier starts.</summary>
    public Yuan? UpTo { get; init; }
}

/// <summary>
/// Whole-amount bands: the figure selects one band, and only that band's amount counts. Below the first band there is nothing.
/// </summary>
public sealed record Bands : Amount
{
    public required string By { get; init; }

    [JsonPropertyName("bands")]
    public required IReadOnlyList<Band> List { get; init; }
}

/// <summary>A band from a value of the figure (inclusive) up to the next band.</summary>
public sealed record Band(decimal From, Amount Amount)
{
    /// <summary>
    /// End of the band (exclusive), optional in the file; it must be where the next band starts. On the last band, figures from there on
    /// give nothing.
    /// </summary>
    public decimal? Below { get; init; }
}

/// <summary>A first amount once the figure reaches a value, plus an amount for each further full step.</summary>
public sealed record StepBonus : Amount
{
    public required string By { get; init; }
    public required decimal From { get; init; }
    public required Yuan First { get; init; }
    public required decimal Every { get; init; }
    public required Yuan Each { get; init; }
}

public sealed record SumOf : Amount
{
    public required IReadOnlyList<Amount> Parts { get; init; }
}

public sealed record BestOf : Amount
{
    public required IReadOnlyList<Amount> Parts { get; init; }
}

/// <summary>The first part that gives more than zero.</summary>
public sealed record FirstOf : Amount
{
    public required IReadOnlyList<Amount> Parts { get; init; }
}

/// <summary>
/// Calculated for each contract separately and then summed. Inside it, a figure is what the one contract adds, and caps and fixed amounts
/// apply per contract (several parties on one side share them equally).
/// </summary>
public sealed record PerContract : Amount
{
    public required Amount Each { get; init; }
}
