namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Why a contract leaves the register.</summary>
[SchemaName("EndRegistration")]
public sealed record EndBody(string Reason);
