using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Entitlements;

/// <summary>How a recalculation is wired to the store.</summary>
public static class RecalculationSetup
{
    /// <summary>The list of running recalculations.</summary>
    public const string Running = "refiguring|running";

    public static JobSetup<Recalculation> Job { get; } =
        new("Figures", Running)
        {
            Due = state => state.Phase == RecalculationPhase.Done ? null : state.Steps,
            LastStepAt = state => state.LastStepAt,
            Resume = (state, now) => new(state with { LastStepAt = now }, new RecalculationResumed(now)),
        };

    public static AggregateKind<Recalculation> Aggregate { get; } =
        new("refiguring")
        {
            Lists = state => state.Phase == RecalculationPhase.Done ? [] : [new(Running, state.Id, new RunningJob(state.Id))],
            // Each step calls the next, with the transaction that ends it.
            Messages = (state, _) =>
                state.Phase == RecalculationPhase.Done
                    ? []
                    : [new PolicyFiguresDue(state.PolicyId, state.Version, state.Steps, state.Began)],
        };
}
