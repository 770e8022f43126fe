using Microsoft.Azure.Functions.Worker;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.Certificates;

/// <summary>Issues what events ask for, and takes out of force what they end. In whatever order they arrive.</summary>
public sealed class Inbox(IssuePlans plans, IssueCertificates issue, Outbox outbox, TimeProvider time)
{
    [Function("CertificatesInbox")]
    public async Task Receive(
        [QueueTrigger(Topics.CertificatesInbox, Connection = "AzureWebJobsStorage")] string message,
        CancellationToken cancellation
    )
    {
        var envelope = Json.Read<Envelope>(message);
        if (await TakeAsync(envelope, cancellation) is { } awaited)
            await outbox.ComeAgainAsync(Topics.CertificatesInbox, envelope, awaited, time.GetUtcNow(), cancellation);
    }

    /// <summary>Does what can be done. What the rest needs and has not arrived yet; null when all is done.</summary>
    public async Task<string?> TakeAsync(Envelope envelope, CancellationToken cancellation)
    {
        var plan = await plans.OfAsync(envelope, cancellation);
        await issue.CarryOutAsync(plan, envelope.Id, envelope.Version, envelope.OccurredAt, cancellation);
        return plan.Awaits;
    }
}
