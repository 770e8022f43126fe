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

    /// <summary>The formula.</summary>
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

    /// <summary>Largest amount; null for none.</summary>
    public Yuan? Cap { get; init; }

    /// <summary>Smallest amount, when the formula gives anything at all.</summary>
    public Yuan? Floor { get; init; }
}

public sealed record Flat : Amount
{
    /// <summary>The fixed amount.</summary>
    [JsonPropertyName("yuan")]
    public required Yuan Money { get; init; }
}

public sealed record FlatRate : Amount
{
    /// <summary>Id of the figure to which the rate applies.</summary>
    public required string Of { get; init; }

    /// <summary>The rate: 0.05 is 5%.</summary>
    [JsonPropertyName("rate")]
    public required decimal Value { get; init; }
}

/// <summary>Marginal tiers: each rate applies only to the part of the figure within its tier.</summary>
public sealed record Tiers : Amount
{
    /// <summary>Id of the figure to which the rates apply.</summary>
    public required string Of { get; init; }

    /// <summary>The tiers, in rising order.</summary>
    [JsonPropertyName("tiers")]
    public required IReadOnlyList<Tier> List { get; init; }
}

/// <summary>A tier, whose rate applies to the part above its threshold, up to the next tier.</summary>
/// <param name="Above">Value of the figure from which the rate applies.</param>
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
    /// <summary>Id of the figure that selects the band.</summary>
    public required string By { get; init; }

    /// <summary>The bands, in rising order.</summary>
    [JsonPropertyName("bands")]
    public required IReadOnlyList<Band> List { get; init; }
}

/// <summary>A band from a value of the figure (inclusive) up to the next band.</summary>
/// <param name="From">Value of the figure from which the band counts, inclusive, in the figure's unit (yuan or a count).</param>
/// <param name="Amount">The formula of the band.</param>
public sealed record Band(decimal From, Amount Amount)
{
    /// <summary>
    /// End of the band (exclusive) in the figure's unit, optional in the file; it must be where the next band starts. On the last band,
    /// figures from there on give nothing.
    /// </summary>
    public decimal? Below { get; init; }
}

/// <summary>A first amount once the figure reaches a value, plus an amount for each further full step.</summary>
public sealed record StepBonus : Amount
{
    /// <summary>Id of the figure that counts.</summary>
    public required string By { get; init; }

    /// <summary>Value of the figure from which the first amount is given, in the figure's unit (yuan or a count).</summary>
    public required decimal From { get; init; }

    /// <summary>The first amount.</summary>
    public required Yuan First { get; init; }

    /// <summary>Size of a further step, in the figure's unit (yuan or a count).</summary>
    public required decimal Every { get; init; }

    /// <summary>Amount for each further full step.</summary>
    public required Yuan Each { get; init; }
}

public sealed record SumOf : Amount
{
    /// <summary>The formulas whose amounts are added.</summary>
    public required IReadOnlyList<Amount> Parts { get; init; }
}

public sealed record BestOf : Amount
{
    /// <summary>The formulas of which the largest amount counts.</summary>
    public required IReadOnlyList<Amount> Parts { get; init; }
}

/// <summary>The first part that gives more than zero.</summary>
public sealed record FirstOf : Amount
{
    /// <summary>The formulas of which the first that gives more than zero counts.</summary>
    public required IReadOnlyList<Amount> Parts { get; init; }
}

/// <summary>
/// Calculated for each contract separately and then summed. Inside it, a figure is what the one contract adds, and caps and fixed amounts
/// apply per contract (several parties on one side share them equally).
/// </summary>
public sealed record PerContract : Amount
{
    /// <summary>The formula that is calculated for each contract.</summary>
    public required Amount Each { get; init; }
}
