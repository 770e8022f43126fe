namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>A distribution of income among those whom a grant gives a part of it.</summary>
public sealed record Distribution
{
    /// <summary>The achievement's id and <c>.d1</c>, <c>.d2</c> …</summary>
    public required string Id { get; init; }
    /// <summary>The grant.</summary>
    public required string GrantId { get; init; }
}
