using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Reissuing;

/// <summary>
/// Reads the poison queue: logs a step that failed after all retries. The timer resumes the re-issue once it counts as stalled.
/// </summary>
public sealed class WaitForReissue(AggregateStore<Reissue> reissues, ILogger<WaitForReissue> log)
{
    [Function("ReissueStepFailed")]
    public async Task Run(
        [QueueTrigger(Topics.ReissuesQueue + "-poison", Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var envelope = Json.Read<Envelope>(message.MessageText);
        log.LogError("A step of re-issue {Reissue} failed; it is resumed when it has stalled", envelope.Aggregate);
        // So that the timer also finds re-issues that are older than the list of running ones.
        await reissues.RewriteListsAsync(envelope.Aggregate, cancellation);
    }
}
