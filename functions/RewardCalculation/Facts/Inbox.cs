using Microsoft.Azure.Functions.Worker;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Facts;

/// <summary>Keeps the facts of what other apps tell: the last version seen of each contract.</summary>
public sealed class Inbox(Copies copies, Outbox outbox)
{
    /// <summary>The kind of the copies of contracts.</summary>
    public const string Contract = "contract";

    [Function("RewardsInbox")]
    public async Task Receive([QueueTrigger(Topics.RewardsInbox, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var envelope = Json.Read<Envelope>(message);
        if (envelope.Type != nameof(ContractRegistered)) throw new InvalidOperationException($"{envelope.Type} tells nothing that rewards keep.");
        var facts = ContractFacts.Of(await outbox.OpenAsync<ContractRegistered>(envelope, cancellation));
        await copies.PutAsync(Contract, envelope.Aggregate, envelope.Version, facts, cancellation);
    }
}
