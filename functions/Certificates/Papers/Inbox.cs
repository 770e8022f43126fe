using Microsoft.Azure.Functions.Worker;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Papers;

/// <summary>Issues what events ask for.</summary>
public sealed class Inbox(AggregateStore<Paper> papers, Outbox outbox)
{
    private static readonly Caller System = new("certificates", "证书服务", new HashSet<Role>(), null);

    [Function("CertificatesInbox")]
    public async Task Receive([QueueTrigger(Topics.CertificatesInbox, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var envelope = Json.Read<Envelope>(message);
        if (envelope.Type != nameof(ContractRegistered)) throw new InvalidOperationException($"No paper is issued for {envelope.Type}.");

        var facts = await outbox.OpenAsync<ContractRegistered>(envelope, cancellation);
        var paper = await papers.LoadAsync(Paper.IdOf(Paper.RegistrationKind, facts.ContractId, 1), cancellation);
        if (!paper.Exists)
        {
            var requested = await papers.CommitAsync(paper, Issue.Request(envelope, facts), System, command: null, cancellation);
            // Another delivery of the same message may have been faster: what it began is continued below.
            paper = requested.Problem is null ? requested.Value : await papers.LoadAsync(paper.Id, cancellation);
        }
        paper = await papers.ContinueAsync(paper, cancellation);
        if (paper.State?.Status is null or PaperStatus.Requested) throw new InvalidOperationException($"{paper.Id} is not issued yet: the message comes again.");
    }
}
