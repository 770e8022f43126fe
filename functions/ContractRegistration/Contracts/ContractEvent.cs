namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>Something that happened to a contract.</summary>
public abstract record ContractEvent
{
    /// <summary>The edition that a step after the first registration works on; null before.</summary>
    public int? Edition { get; init; }
}
