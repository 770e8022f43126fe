using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Reissuing;

/// <summary>
/// Reads the poison queue: logs a step that failed after all retries. The timer resumes the re-issue once it counts as stalled.
/// </summary>
public sealed class WaitForReissue(AggregateStore<Reissue> reissues, ILogger<WaitForReissue> log)
{
    [Function("ReissueStepFailed")]
    public async Task Run(
        [QueueTrigger(Topics.ReissuesQueue + "-poison", Connection = "AzureWebJobsStorage")] string message,
        CancellationToken cancellation
    )
    {
        var envelope = Json.Read<Envelope>(message);
        log.LogError("A step of re-issue {Reissue} failed; it is resumed when it has stalled", envelope.Aggregate);
        // An empty change writes the list entries again, also of re-issues from before the list existed, so that the timer finds them.
        await reissues.UpdateAsync(
            envelope.Aggregate,
            now => now.State is { Status: ReissueStatus.Running } state ? new(state, null) : null,
            IssueCertificates.System,
            cancellation
        );
    }
}
