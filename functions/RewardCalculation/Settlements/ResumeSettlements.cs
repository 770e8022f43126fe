using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.RewardCalculation.Settlements;

public sealed class ResumeSettlements(StepRunner<SettlementRun> runner)
{
    [Function("ResumeSettlements")]
    public Task Run([TimerTrigger("45 * * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellation) =>
        runner.ResumeStalledAsync(cancellation);
}
