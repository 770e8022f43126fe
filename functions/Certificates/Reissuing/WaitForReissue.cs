using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Reissuing;

/// <summary>Lets a re-issue wait when a step failed after all retries: the timer resumes it once it has stalled.</summary>
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
        // Re-issues from before there were lists get their line here, so that the timer finds them.
        await reissues.UpdateAsync(
            envelope.Aggregate,
            now => now.State is { Status: ReissueStatus.Running } state ? new(state, null) : null,
            IssueCertificates.System,
            cancellation
        );
    }
}
