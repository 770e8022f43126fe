using System.Text.Json.Serialization;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>One clause of the instrument: when it applies and what it gives for the policy year.</summary>
public sealed record Clause
{
    public required string Id { get; init; }
    public required string Article { get; init; }
    public Text? Name { get; init; }

    /// <summary>What must hold for the beneficiary's year, besides the policy's eligibility.</summary>
    public IReadOnlyList<Condition> When { get; init; } = [];
    public required Amount Amount { get; init; }

    /// <summary>Clauses that shut this one out when they give anything.</summary>
    public IReadOnlyList<string> ExcludedBy { get; init; } = [];
}

/// <summary>How much a clause gives. Every form may carry a cap and a floor.</summary>
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
    /// <summary>The article, where it is another than the clause's.</summary>
    public string? Article { get; init; }
    public Yuan? Cap { get; init; }

    /// <summary>Whoever earns anything by it earns at least this.</summary>
    public Yuan? Floor { get; init; }
}

/// <summary>A fixed amount.</summary>
public sealed record Flat : Amount
{
    [JsonPropertyName("yuan")]
    public required Yuan Money { get; init; }
}

/// <summary>One rate on a figure.</summary>
public sealed record FlatRate : Amount
{
    public required string Of { get; init; }

    [JsonPropertyName("rate")]
    public required decimal Value { get; init; }
}

/// <summary>Marginal tiers: each rate on the part of the figure that lies in its tier.</summary>
public sealed record Tiers : Amount
{
    public required string Of { get; init; }

    [JsonPropertyName("tiers")]
    public required IReadOnlyList<Tier> List { get; init; }
}

/// <summary>A tier: its rate holds for what lies above the threshold, up to the next one.</summary>
public sealed record Tier(Yuan Above, decimal Rate)
{
    /// <summary>Where the tier ends, if the file says it; it must be where the next one starts.</summary>
    public Yuan? UpTo { get; init; }
}

/// <summary>Whole-amount bands: the figure chooses one band, whose amount counts alone. Below the first band there is nothing.</summary>
public sealed record Bands : Amount
{
    public required string By { get; init; }

    [JsonPropertyName("bands")]
    public required IReadOnlyList<Band> List { get; init; }
}

/// <summary>A band from a figure (inclusive) up to the next band.</summary>
public sealed record Band(decimal From, Amount Amount)
{
    /// <summary>Where the band ends (exclusive), if the file says it; it must be where the next one starts. On the last band: from there on
    /// nothing.</summary>
    public decimal? Below { get; init; }
}

/// <summary>A first amount when the figure is reached, and so much for each further full step.</summary>
public sealed record StepBonus : Amount
{
    public required string By { get; init; }
    public required decimal From { get; init; }
    public required Yuan First { get; init; }
    public required decimal Every { get; init; }
    public required Yuan Each { get; init; }
}

/// <summary>All parts together.</summary>
public sealed record SumOf : Amount
{
    public required IReadOnlyList<Amount> Parts { get; init; }
}

/// <summary>The largest of the parts.</summary>
public sealed record BestOf : Amount
{
    public required IReadOnlyList<Amount> Parts { get; init; }
}

/// <summary>The first part that is above zero.</summary>
public sealed record FirstOf : Amount
{
    public required IReadOnlyList<Amount> Parts { get; init; }
}

/// <summary>
/// Worked out for each contract by itself and then summed; within it a figure is what the one contract adds, and caps and fixed amounts are
/// per contract (several parties of one side share them in equal parts).
/// </summary>
public sealed record PerContract : Amount
{
    public required Amount Each { get; init; }
}
