using TechTransfer.Kernel;

namespace TechTransfer.Messages;

/// <summary>The next part of an import is to be processed. From ContractRegistration to itself.</summary>
/// <param name="Import">Id of the import.</param>
/// <param name="Part">Number of the part, from 0; ignored when it has been processed already.</param>
[WireName(MessageNames.ImportStepDue)]
public sealed record ImportStepDue(string Import, int Part);
