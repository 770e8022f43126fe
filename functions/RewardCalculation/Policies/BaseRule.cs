using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>What the reward is worked out on.</summary>
public sealed record BaseRule
{
    public required string Article { get; init; }
    public required Measure Measure { get; init; }
    /// <summary>What the amount rule is applied to.</summary>
    public required BaseSpan Over { get; init; }
    /// <summary>A contract whose own measure is below it does not count. It looks at the whole contract, before the split among several parties.</summary>
    public Yuan? MinimumPerContract { get; init; }
}

/// <summary>The figure of a contract.</summary>
public enum Measure
{
    /// <summary>技术交易额.</summary>
    TechnicalAmount,
}

/// <summary>Over what the base is summed before the amount rule is applied.</summary>
public enum BaseSpan
{
    /// <summary>Each contract by itself.</summary>
    Contract,
    /// <summary>All contracts of one beneficiary in the year, cumulated; a contract earns what it adds.</summary>
    Year,
}
