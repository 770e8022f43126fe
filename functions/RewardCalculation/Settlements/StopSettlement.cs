using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Messages;

namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>Reads the poison queue: stops a run whose step failed after all retries, until it is resumed.</summary>
public sealed class StopSettlement(StepRunner<SettlementRun> runner, Outbox outbox)
{
    [Function("SettlementStepFailed")]
    public async Task Run(
        [QueueTrigger(Topics.RewardsSettlements + "-poison", Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var due = await SettlementSteps.OpenAsync(outbox, message.MessageText, cancellation);
        await runner.StopAsync(due.Settlement, due.Step, cancellation);
    }
}
