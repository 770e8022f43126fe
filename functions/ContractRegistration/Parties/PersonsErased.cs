using TechTransfer.Hosting;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Parties;

/// <summary>Why persons' values go: a request of the person, as a rule, or the end of the time for which they were kept.</summary>
[SchemaName("EraseValues")]
public sealed record EraseBody(string Reason);

/// <summary>Persons' values were erased. Which ones is not said: that would be to keep them.</summary>
[WireName("PersonsErased")]
public sealed record PersonsErased(string Reason, string By, DateTimeOffset At);
