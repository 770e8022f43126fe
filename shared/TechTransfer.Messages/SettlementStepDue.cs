using TechTransfer.Kernel;

namespace TechTransfer.Messages;

/// <summary>The next step of a settlement is to be processed. From RewardCalculation to itself.</summary>
/// <param name="Settlement">Id of the settlement run.</param>
/// <param name="Step">Number of the step, from 0; ignored unless it is the settlement's next one.</param>
[WireName(MessageNames.SettlementStepDue)]
public sealed record SettlementStepDue(string Settlement, int Step);
