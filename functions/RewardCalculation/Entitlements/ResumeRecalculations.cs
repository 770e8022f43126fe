using Microsoft.Azure.Functions.Worker;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Entitlements;

public sealed class ResumeRecalculations(StepRunner<Recalculation> runner)
{
    [Function("ResumeRewardsFiguring")]
    public Task Run([TimerTrigger("50 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation) =>
        runner.ResumeStalledAsync(cancellation);
}
