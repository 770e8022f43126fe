namespace TechTransfer.OwnershipGrants.Conversions;

/// <summary>A registered contract that converts an achievement.</summary>
public sealed record Conversion
{
    /// <summary>The registration case.</summary>
    public required string ContractId { get; init; }
    /// <summary>The grant that it was linked to; null when the contract only names the achievement.</summary>
    public string? GrantId { get; init; }
    /// <summary>Its registration number.</summary>
    public string? Number { get; init; }
    public DateOnly? RegisteredOn { get; init; }
}
