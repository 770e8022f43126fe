using Microsoft.Azure.Functions.Worker;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Messages;

namespace TechTransfer.Certificates;

/// <summary>Issues the certificates that events ask for and ends those that events end, in any order of arrival.</summary>
public sealed class Inbox(IssuePlans plans, IssueCertificates issue, Outbox outbox, TimeProvider time)
{
    [Function("CertificatesInbox")]
    public async Task Run(
        [QueueTrigger(Topics.CertificatesInbox, Connection = "AzureWebJobsStorage")] string message,
        CancellationToken cancellation
    )
    {
        var envelope = Json.Read<Envelope>(message);
        if (await TakeAsync(envelope, cancellation) is { } awaited)
            await outbox.ComeAgainAsync(Topics.CertificatesInbox, envelope, awaited, time.GetUtcNow(), cancellation);
    }

    /// <summary>Carries out what is possible. Returns what the rest is waiting for, or null when all is done.</summary>
    public async Task<string?> TakeAsync(Envelope envelope, CancellationToken cancellation)
    {
        var plan = await plans.OfAsync(envelope, cancellation);
        await issue.CarryOutAsync(plan, envelope.Id, envelope.Version, envelope.OccurredAt, cancellation);
        return plan.Awaits;
    }
}
