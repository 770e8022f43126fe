using TechTransfer.Kernel;

namespace TechTransfer.Messages;

/// <summary>A step of a replay waits to be carried out. From the contracts app to itself.</summary>
/// <param name="Replay">The replay's id.</param>
/// <param name="Step">Which step, from 0. One that is done already is passed over.</param>
[WireName(MessageNames.ReplayStepDue)]
public sealed record ReplayStepDue(string Replay, int Step);
