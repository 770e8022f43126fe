namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>The directory's answer at the acceptance or assessment of a contract.</summary>
public sealed record ConfirmedZone(string Uscc, bool InZone);
