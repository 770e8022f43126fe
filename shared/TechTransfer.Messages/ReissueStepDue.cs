using TechTransfer.Kernel;

namespace TechTransfer.Messages;

/// <summary>The next part of a re-issue of a year's certificates is to be processed. From Certificates to itself.</summary>
/// <param name="Reissue">Id of the re-issue.</param>
/// <param name="From">Serial number of the part's first certificate; ignored when the part has been processed already.</param>
[WireName(MessageNames.ReissueStepDue)]
public sealed record ReissueStepDue(string Reissue, long From);
