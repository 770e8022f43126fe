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
    public required string Id { get; init; }
    public required string Article { get; init; }

    /// <summary>How explanations call it, instead of the made name.</summary>
    public Text? Name { get; init; }
}

/// <summary>Summed over the contracts that count.</summary>
public sealed record ContractsFigure : Figure
{
    public required Measure Measure { get; init; }

    /// <summary>The date that decides whether the contract lies in the window. Money always goes by the month of payment.</summary>
    public ContractDate By { get; init; }
    public Window Window { get; init; }

    /// <summary>The last so many months up to the end of the policy year; with <see cref="Engine.Window.Months"/> only.</summary>
    public int? Months { get; init; }

    /// <summary>Which of the contracts are summed; all that count without it.</summary>
    public Condition? Where { get; init; }
}

/// <summary>What another figure has grown by over the policy year before; nothing when it fell.</summary>
public sealed record GrowthFigure : Figure
{
    public required string Of { get; init; }
}

/// <summary>The part of another figure that lies above a threshold.</summary>
public sealed record ExcessFigure : Figure
{
    public required string Of { get; init; }

    /// <summary>In the figure's unit: yuan or a count.</summary>
    public required decimal Above { get; init; }
}

/// <summary>An amount or count that was declared for the organisation and year.</summary>
public sealed record DeclaredFigure : Figure
{
    /// <summary>The declared fact's name, without <c>declared.</c></summary>
    public required string Fact { get; init; }

    /// <summary>A declared fact that is taken off, as the year before's; never below zero.</summary>
    public string? Less { get; init; }
}

/// <summary>What is summed over contracts.</summary>
public enum Measure
{
    /// <summary>技术交易额.</summary>
    TechnicalAmount,

    /// <summary>合同成交额.</summary>
    ContractValue,

    /// <summary>实际到账额 or 实际支付额: money of the whole contract, less refunds.</summary>
    Paid,

    /// <summary>The technical part of it.</summary>
    PaidTechnical,

    /// <summary>The number of contracts.</summary>
    Count,
}

/// <summary>A date of a contract.</summary>
public enum ContractDate
{
    RegisteredOn,
    SignedOn,
    EffectiveFrom,
}

/// <summary>Over what time a figure is summed.</summary>
public enum Window
{
    /// <summary>The policy year.</summary>
    Year,

    /// <summary>Everything up to the end of the policy year.</summary>
    ToDate,

    /// <summary>The last months up to the end of the policy year.</summary>
    Months,
}
