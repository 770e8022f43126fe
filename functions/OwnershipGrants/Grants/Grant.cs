using TechTransfer.OwnershipGrants.Distributions;

namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>A grant of ownership or long-term use (赋权).</summary>
public sealed record Grant
{
    /// <summary>The achievement's id and <c>.g1</c>, <c>.g2</c> …</summary>
    public required string Id { get; init; }
    /// <summary>How income is shared by the agreement; the shares add up to 1.</summary>
    public IReadOnlyList<IncomePart> IncomeShares { get; init; } = [];
    /// <summary>The day it came into force; null before.</summary>
    public DateOnly? InForceFrom { get; init; }
    /// <summary>The last day it was in force, once it is over.</summary>
    public DateOnly? InForceUntil { get; init; }
}
