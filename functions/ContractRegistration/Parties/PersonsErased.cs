namespace TechTransfer.ContractRegistration.Parties;

/// <summary><c>Reason</c> is usually the person's request or the end of the retention period.</summary>
[SchemaName("EraseValues")]
public sealed record EraseBody(string Reason);

/// <summary>Does not contain the erased values, because events cannot be erased.</summary>
[WireName("PersonsErased")]
public sealed record PersonsErased(string Reason, string By, DateTimeOffset At);
