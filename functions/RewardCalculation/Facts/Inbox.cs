using Microsoft.Azure.Functions.Worker;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Facts;

/// <summary>Keeps the facts of what other apps tell: the last version seen of each contract and of each receipt.</summary>
public sealed class Inbox(Copies copies, Outbox outbox)
{
    /// <summary>The kind of the copies of contracts.</summary>
    public const string Contract = "contract";

    /// <summary>The kind of the copies of receipts.</summary>
    public const string Receipt = "receipt";

    [Function("RewardsInbox")]
    public async Task Receive([QueueTrigger(Topics.RewardsInbox, Connection = "AzureWebJobsStorage")] string message, CancellationToken cancellation)
    {
        var envelope = Json.Read<Envelope>(message);
        switch (envelope.Type)
        {
            case nameof(ContractRegistered):
                await KeepAsync(await outbox.OpenAsync<ContractRegistered>(envelope, cancellation));
                break;
            case nameof(ContractChanged):
                await KeepAsync((await outbox.OpenAsync<ContractChanged>(envelope, cancellation)).Contract);
                break;
            case nameof(ContractCancelled) or nameof(ContractRevoked):
                // The tombstone keeps facts out that were sent before and arrive later.
                await copies.DeleteAsync(Contract, envelope.Aggregate, envelope.Version, cancellation);
                break;
            case nameof(ReceiptConfirmed):
                await copies.PutAsync(Receipt, envelope.Aggregate, envelope.Version, ReceiptFacts.Of(await outbox.OpenAsync<ReceiptConfirmed>(envelope, cancellation)), cancellation);
                break;
            case nameof(ReceiptRefunded):
                await copies.PutAsync(Receipt, envelope.Aggregate, envelope.Version, ReceiptFacts.Of(await outbox.OpenAsync<ReceiptRefunded>(envelope, cancellation)), cancellation);
                break;
            default:
                throw new InvalidOperationException($"{envelope.Type} tells nothing that rewards keep.");
        }

        Task KeepAsync(ContractRegistered contract) => copies.PutAsync(Contract, envelope.Aggregate, envelope.Version, ContractFacts.Of(contract), cancellation);
    }
}
