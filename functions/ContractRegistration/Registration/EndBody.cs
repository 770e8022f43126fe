namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Reason for ending a registration.</summary>
[SchemaName("EndRegistration")]
public sealed record EndBody(string Reason);
