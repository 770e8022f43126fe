using TechTransfer.Kernel;

namespace TechTransfer.Messages;

/// <summary>The next step of a replay is to be processed. From ContractRegistration to itself.</summary>
/// <param name="Replay">Id of the replay.</param>
/// <param name="Step">Number of the step, from 0; ignored when it has been processed already.</param>
[WireName(MessageNames.ReplayStepDue)]
public sealed record ReplayStepDue(string Replay, int Step);
