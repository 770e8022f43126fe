namespace TechTransfer.ContractRegistration.Parties;

/// <summary>Reason for erasing, usually the person's request or the end of the retention period.</summary>
[SchemaName("EraseValues")]
public sealed record EraseBody(string Reason);

/// <summary>Personal data were erased. The event does not contain the erased values.</summary>
[WireName("PersonsErased")]
public sealed record PersonsErased(string Reason, string By, DateTimeOffset At);
