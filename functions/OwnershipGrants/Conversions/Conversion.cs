namespace TechTransfer.OwnershipGrants.Conversions;

/// <summary>A registered contract that converts an achievement.</summary>
public sealed record Conversion
{
    /// <summary>The registration case.</summary>
    public required string ContractId { get; init; }
}
