using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Certificates.Issuing;
using TechTransfer.Certificates.Kinds;
using TechTransfer.Certificates.Requests;
using TechTransfer.Messages;

namespace TechTransfer.Certificates;

/// <summary>
/// Handles incoming events: issues the certificates that an event requires and ends those that it invalidates. Events may arrive in any
/// order.
/// </summary>
public sealed class Inbox(IssuePlans plans, IssueCertificates issue, ExpectedSubjects expected, Outbox outbox)
{
    [Function("CertificatesInbox")]
    public async Task Run(
        [QueueTrigger(Topics.CertificatesInbox, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var envelope = Json.Read<Envelope>(message.MessageText);
        if (await ProcessAsync(envelope, cancellation) is { } awaited)
            throw new NotYetException($"{envelope.Id} needs {awaited}, which is not known yet.");
    }

    /// <summary>
    /// Issues the certificates that can be issued now. Returns the name of the missing information for which the message must be retried,
    /// or null when all is done.
    /// </summary>
    public async Task<string?> ProcessAsync(Envelope envelope, CancellationToken cancellation)
    {
        if (envelope.Type == MessageNames.CertificatesExpected)
        {
            await expected.NoteAsync(await outbox.OpenAsync<CertificatesExpected>(envelope, cancellation), envelope.Version, cancellation);
            return null;
        }
        var plan = await plans.OfAsync(envelope, cancellation);
        await issue.CarryOutAsync(plan, envelope.Id, envelope.Version, envelope.OccurredAt, cancellation);
        return plan.Awaits;
    }
}
