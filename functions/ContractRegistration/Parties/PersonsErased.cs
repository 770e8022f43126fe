namespace TechTransfer.ContractRegistration.Parties;

/// <summary>Why: usually the person's request or the end of the retention period.</summary>
[SchemaName("EraseValues")]
public sealed record EraseBody(string Reason);

/// <summary>Personal data was erased. The event does not name the values.</summary>
[WireName("PersonsErased")]
public sealed record PersonsErased(string Reason, string By, DateTimeOffset At);
