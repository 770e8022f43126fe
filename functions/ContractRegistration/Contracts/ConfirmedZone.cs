namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>Whether a party is in the high-tech zone according to the directory, as looked up at acceptance or assessment.</summary>
public sealed record ConfirmedZone(string Uscc, bool InZone);
