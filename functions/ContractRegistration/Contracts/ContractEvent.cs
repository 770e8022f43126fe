namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>Base of the events of a contract.</summary>
public abstract record ContractEvent
{
    /// <summary>Edition that the step works on; null before the first registration.</summary>
    public int? Edition { get; init; }
}
