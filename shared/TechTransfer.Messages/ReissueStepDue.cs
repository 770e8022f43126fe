using TechTransfer.Kernel;

namespace TechTransfer.Messages;

/// <summary>A part of a year's re-issue of papers waits to be carried out. From the certificates app to itself.</summary>
/// <param name="Reissue">The re-issue's id.</param>
/// <param name="From">The serial that the part begins with. A part that is done already is passed over.</param>
[WireName(MessageNames.ReissueStepDue)]
public sealed record ReissueStepDue(string Reissue, long From);
