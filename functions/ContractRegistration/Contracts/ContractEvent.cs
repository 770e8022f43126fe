namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>Something that happened to a contract.</summary>
public abstract record ContractEvent
{
    /// <summary>The edition that the step works on; null before the first registration.</summary>
    public int? Edition { get; init; }
}
