namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>Whether a party stood in the zone by the directory, when the contract was accepted or assessed.</summary>
public sealed record ConfirmedZone(string Uscc, bool InZone);
