using TechTransfer.Kernel;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>The most that is paid within a scope.</summary>
public sealed record Cap
{
    public required string Article { get; init; }
    public required CapScope Scope { get; init; }
    public required Yuan Amount { get; init; }
}

/// <summary>What a cap counts together.</summary>
public enum CapScope
{
    /// <summary>One contract; several parties of one side share it in the parts in which they share the base.</summary>
    Contract,
    /// <summary>One organisation in one year.</summary>
    OrganisationYear,
}

/// <summary>Below it nothing is paid. It looks at the year's total when the base is cumulated over the year, else at the contract's amount.</summary>
public sealed record MinimumPayout
{
    public required string Article { get; init; }
    public required Yuan Amount { get; init; }
}
