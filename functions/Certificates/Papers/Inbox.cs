using Microsoft.Azure.Functions.Worker;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Papers;

/// <summary>Issues what events ask for, and takes out of force what they end. In whatever order they arrive.</summary>
public sealed class Inbox(AggregateStore<Paper> papers, Standings standings, Outbox outbox)
{
    private static readonly Caller System = new("certificates", "证书服务", new HashSet<Role>(), null);

    [Function("CertificatesInbox")]
    public async Task Receive([QueueTrigger(Topics.CertificatesInbox, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var envelope = Json.Read<Envelope>(message);
        switch (envelope.Type)
        {
            case nameof(ContractRegistered):
                await IssueAsync(envelope, await outbox.OpenAsync<ContractRegistered>(envelope, cancellation), edition: 1, cancellation);
                break;
            case nameof(ContractChanged):
                var changed = await outbox.OpenAsync<ContractChanged>(envelope, cancellation);
                await IssueAsync(envelope, changed.Contract, changed.Edition, cancellation);
                break;
            case nameof(ContractCancelled):
                var cancelled = await outbox.OpenAsync<ContractCancelled>(envelope, cancellation);
                await standings.KeepAsync(envelope.Aggregate, envelope.Version, new(PaperStatus.Cancelled, cancelled.Edition, envelope.OccurredAt), cancellation);
                break;
            case nameof(ContractRevoked):
                var revoked = await outbox.OpenAsync<ContractRevoked>(envelope, cancellation);
                await standings.KeepAsync(envelope.Aggregate, envelope.Version, new(PaperStatus.Revoked, revoked.Edition, envelope.OccurredAt), cancellation);
                break;
            default:
                throw new InvalidOperationException($"No paper is issued for {envelope.Type}.");
        }
        await standings.SettleAsync(envelope.Aggregate, envelope.Id, cancellation);
    }

    private async Task IssueAsync(Envelope envelope, ContractRegistered facts, int edition, CancellationToken cancellation)
    {
        await standings.KeepAsync(facts.ContractId, envelope.Version, new(PaperStatus.Valid, edition, envelope.OccurredAt), cancellation);
        var paper = await papers.LoadAsync(Paper.IdOf(Paper.RegistrationKind, facts.ContractId, edition), cancellation);
        if (!paper.Exists)
        {
            var requested = await papers.CommitAsync(paper, Issue.Request(envelope, facts, edition), System, command: null, cancellation);
            // Another delivery of the same message may have been faster: what it began is continued below.
            paper = requested.Problem is null ? requested.Value : await papers.LoadAsync(paper.Id, cancellation);
        }
        paper = await papers.ContinueAsync(paper, cancellation);
        if (paper.State?.Status is null or PaperStatus.Requested) throw new InvalidOperationException($"{paper.Id} is not issued yet: the message comes again.");
    }
}
