using Microsoft.Azure.Functions.Worker;
using TechTransfer.Kernel;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Papers;

/// <summary>Issues what events ask for, and takes out of force what they end. In whatever order they arrive.</summary>
public sealed class Inbox(IssuePlans plans, Issuing issuing)
{
    [Function("CertificatesInbox")]
    public async Task Receive([QueueTrigger(Topics.CertificatesInbox, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var envelope = Json.Read<Envelope>(message);
        var plan = await plans.OfAsync(envelope, cancellation);
        await issuing.CarryOutAsync(plan, envelope.Id, envelope.Version, envelope.OccurredAt, cancellation);
        if (plan.Awaits is { } awaited) throw new Failure($"{envelope.Id} needs {awaited}, which is not known yet: the message comes again.");
    }
}
