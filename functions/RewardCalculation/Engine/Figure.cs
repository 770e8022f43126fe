using System.Text.Json.Serialization;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>A named sum or count of a beneficiary's policy year.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ContractsFigure), "contracts")]
[JsonDerivedType(typeof(GrowthFigure), "growth")]
[JsonDerivedType(typeof(ExcessFigure), "excess")]
[JsonDerivedType(typeof(DeclaredFigure), "declared")]
public abstract record Figure
{
    /// <summary>Id of the figure, by which clauses and conditions name it.</summary>
    public required string Id { get; init; }
    public required string Article { get; init; }

    /// <summary>Name used in explanations; null for a generated name.</summary>
    public Text? Name { get; init; }
}

/// <summary>A figure summed over the contracts that count.</summary>
public sealed record ContractsFigure : Figure
{
    /// <summary>What is summed over the contracts.</summary>
    public required Measure Measure { get; init; }

    /// <summary>Name of the contract's declared fact, without <c>contract.declared.</c>; only with <see cref="Measure.Declared"/>.</summary>
    public string? Fact { get; init; }

    /// <summary>Date that decides whether a contract lies in the window. Money always goes by the month of payment.</summary>
    public ContractDate By { get; init; }

    /// <summary>The period whose contracts and money count.</summary>
    public Window Window { get; init; }

    /// <summary>Length of the window in months, up to the end of the policy year; only with <see cref="Engine.Window.Months"/>.</summary>
    public int? Months { get; init; }

    /// <summary>Condition on the contracts to sum; null sums all that count.</summary>
    public Condition? Where { get; init; }
}

/// <summary>The increase of another figure over the previous policy year; zero when it fell.</summary>
public sealed record GrowthFigure : Figure
{
    /// <summary>Id of the figure whose growth over the year before is measured.</summary>
    public required string Of { get; init; }
}

/// <summary>Zero while the other figure is below the threshold.</summary>
public sealed record ExcessFigure : Figure
{
    /// <summary>Id of the figure from which the threshold is subtracted.</summary>
    public required string Of { get; init; }

    /// <summary>Threshold in the figure's unit: yuan or a count.</summary>
    public required decimal Above { get; init; }
}

/// <summary>An amount or count stated for the organisation and year.</summary>
public sealed record DeclaredFigure : Figure
{
    /// <summary>Name of the declared fact, without <c>declared.</c></summary>
    public required string Fact { get; init; }

    /// <summary>Declared fact to subtract, such as last year's; the result is never below zero.</summary>
    public string? Less { get; init; }
}

public enum Measure
{
    /// <summary>Technical amount (技术交易额).</summary>
    TechnicalAmount,

    /// <summary>Contract value (合同成交额).</summary>
    ContractValue,

    /// <summary>Money received (实际到账额) or paid (实际支付额) on the whole contract, less refunds.</summary>
    Paid,

    /// <summary>Technical income in the money received or paid.</summary>
    PaidTechnical,

    Count,

    /// <summary>A confirmed declared amount or count of the contract.</summary>
    Declared,
}

public enum ContractDate
{
    RegisteredOn,
    SignedOn,
    EffectiveFrom,
}

public enum Window
{
    Year,

    /// <summary>Everything up to the end of the policy year.</summary>
    ToDate,

    /// <summary>A given number of months up to the end of the policy year.</summary>
    Months,
}
