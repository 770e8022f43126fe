namespace TechTransfer.ContractRegistration.Registration;

[SchemaName("EndRegistration")]
public sealed record EndBody(string Reason);
