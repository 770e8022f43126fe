namespace TechTransfer.OwnershipGrants.Grants;

/// <summary>A grant of ownership or long-term use (赋权).</summary>
public sealed record Grant
{
    /// <summary>The achievement's id and <c>.g1</c>, <c>.g2</c> …</summary>
    public required string Id { get; init; }
}
