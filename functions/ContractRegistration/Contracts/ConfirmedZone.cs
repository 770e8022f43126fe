namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>The directory's word on a party of a case, as it stood when the case was accepted or assessed.</summary>
public sealed record ConfirmedZone(string Uscc, bool InZone);
