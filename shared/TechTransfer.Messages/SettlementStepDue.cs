using TechTransfer.Kernel;

namespace TechTransfer.Messages;

/// <summary>A settlement run is to carry out a step. From RewardCalculation to itself.</summary>
/// <param name="Settlement">The run.</param>
/// <param name="Step">The step, from 0; another than the one due next is passed over.</param>
[WireName(MessageNames.SettlementStepDue)]
public sealed record SettlementStepDue(string Settlement, int Step);
