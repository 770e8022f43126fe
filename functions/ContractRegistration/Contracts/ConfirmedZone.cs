namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>The directory's word on a party of a contract, as it stood when the contract was accepted or assessed.</summary>
public sealed record ConfirmedZone(string Uscc, bool InZone);
