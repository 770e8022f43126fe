namespace TechTransfer.ContractRegistration.Contracts;

public abstract record ContractEvent
{
    /// <summary>Edition of the contract that the event concerns; null before the first registration.</summary>
    public int? Edition { get; init; }
}
