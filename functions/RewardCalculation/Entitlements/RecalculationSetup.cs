using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Entitlements;

public static class RecalculationSetup
{
    public const string Running = "refiguring|running";

    public static JobSetup<Recalculation> Job { get; } =
        new("Figures", Running)
        {
            Due = state => state.Phase == RecalculationPhase.Done ? null : state.Steps,
            LastStepAt = state => state.LastStepAt,
            Resume = (state, now) => state.Resume(now),
        };

    public static AggregateKind<Recalculation> Aggregate { get; } =
        new("refiguring")
        {
            Lists = state => state.Phase == RecalculationPhase.Done ? [] : [new(Running, state.Id, new RunningJob(state.Id))],
            // The transaction that ends a step also sends the message for the next step.
            Messages = (state, _) =>
                state.Phase == RecalculationPhase.Done
                    ? []
                    : [new PolicyFiguresDue(state.PolicyId, state.Version, state.Steps, state.Began)],
        };
}
