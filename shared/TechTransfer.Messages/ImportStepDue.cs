using TechTransfer.Kernel;

namespace TechTransfer.Messages;

/// <summary>A part of an import waits to be carried out. From the contracts app to itself.</summary>
/// <param name="Import">The import's id.</param>
/// <param name="Part">Which of its parts, from 0. A part that is done already is passed over.</param>
[WireName(MessageNames.ImportStepDue)]
public sealed record ImportStepDue(string Import, int Part);
