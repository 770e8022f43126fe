using System.Globalization;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.Entitlements;

/// <summary>
/// Stores the last version of each contract and receipt that other apps report, then updates year sums and entitlements. Results are
/// calculated only from what is stored, so the order and number of deliveries do not matter.
/// </summary>
public sealed class Inbox(Copies copies, Accounts accounts, RecalculateEntitlements recalculate, Outbox outbox)
{
    [Function("RewardsInbox")]
    public async Task Run(
        [QueueTrigger(Topics.RewardsInbox, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var envelope = Json.Read<Envelope>(message.MessageText);
        switch (envelope.Type)
        {
            case MessageNames.ContractRegistered:
                var registered = await outbox.OpenAsync<ContractRegistered>(envelope, cancellation);
                await KeepAsync(envelope, KnownContract.Of(registered, registered.RegisteredOn), cancellation);
                await FollowAsync(
                    envelope,
                    envelope.Aggregate,
                    new($"合同{registered.Number}已登记。", $"Contract {registered.Number} was registered."),
                    cancellation
                );
                break;
            case MessageNames.ContractChanged:
                var changed = await outbox.OpenAsync<ContractChanged>(envelope, cancellation);
                await KeepAsync(envelope, KnownContract.Of(changed.Contract, changed.ChangedOn), cancellation);
                await FollowAsync(
                    envelope,
                    envelope.Aggregate,
                    new($"合同{changed.Contract.Number}已变更。", $"Contract {changed.Contract.Number} was changed."),
                    cancellation
                );
                break;
            case MessageNames.ContractCancelled:
                var cancelled = await outbox.OpenAsync<ContractCancelled>(envelope, cancellation);
                await DropAsync(
                    envelope,
                    new(
                        $"合同{cancelled.Number}已注销登记：{cancelled.Reason.TrimEnd('。')}。",
                        $"Contract {cancelled.Number} was cancelled: {cancelled.Reason.TrimEnd('.', '。')}."
                    ),
                    cancellation
                );
                break;
            case MessageNames.ContractRevoked:
                var revoked = await outbox.OpenAsync<ContractRevoked>(envelope, cancellation);
                await DropAsync(
                    envelope,
                    new(
                        $"合同{revoked.Number}的登记已撤销：{revoked.Reason.TrimEnd('。')}。",
                        $"The registration of contract {revoked.Number} was revoked: {revoked.Reason.TrimEnd('.', '。')}."
                    ),
                    cancellation
                );
                break;
            case MessageNames.ReceiptConfirmed:
                await BookAsync(
                    envelope,
                    await outbox.OpenAsync<ReceiptConfirmed>(envelope, cancellation),
                    new("到账款项已确认。", "A receipt was confirmed."),
                    cancellation
                );
                break;
            case MessageNames.ReceiptRefunded:
                await BookAsync(
                    envelope,
                    await outbox.OpenAsync<ReceiptRefunded>(envelope, cancellation),
                    new("款项已退回。", "A receipt was refunded."),
                    cancellation
                );
                break;
            default:
                throw new Failure($"{envelope.Type} tells nothing that rewards keep.");
        }
    }

    // A replayed message may contain more than the stored copy of the same version.
    private Task<bool> KeepAsync(Envelope envelope, KnownContract facts, CancellationToken cancellation) =>
        envelope.Replay
            ? copies.PutOrRepeatAsync(ContractRecords.ContractCopies, envelope.Aggregate, envelope.Version, facts, cancellation)
            : copies.PutAsync(ContractRecords.ContractCopies, envelope.Aggregate, envelope.Version, facts, cancellation);

    // The tombstone rejects facts that were sent earlier and arrive later.
    private async Task DropAsync(Envelope envelope, Text reason, CancellationToken cancellation)
    {
        await copies.DeleteAsync(ContractRecords.ContractCopies, envelope.Aggregate, envelope.Version, cancellation);
        await FollowAsync(envelope, envelope.Aggregate, reason, cancellation);
    }

    private async Task BookAsync(Envelope envelope, ReceiptMessage receipt, Text reason, CancellationToken cancellation)
    {
        await copies.PutAsync(ContractRecords.ReceiptCopies, envelope.Aggregate, envelope.Version, ReceiptFacts.Of(receipt), cancellation);
        // Book the newest version, which may be newer than this message, and update the contracts of both versions.
        var newest = await copies.FindLastAsync<ReceiptFacts>(ContractRecords.ReceiptCopies, envelope.Aggregate, cancellation);
        await Each.DoAsync(
            receipt.Allocations.Concat(newest.Value!.Allocations).Select(a => a.ContractId).Distinct(),
            async contractId =>
            {
                await accounts.PostAsync(
                    ContractMoney.Account(contractId),
                    envelope.Aggregate,
                    newest.Version,
                    _ => (ContractMoney.FiguresOf(newest.Value, contractId), null),
                    cancellation
                );
                await FollowAsync(envelope, contractId, reason, cancellation);
            },
            cancellation
        );
    }

    private Task FollowAsync(Envelope envelope, string contractId, Text reason, CancellationToken cancellation)
    {
        var cause = envelope.Replay
            ? new Cause("rebuilt", contractId, new("数据已重新汇总。", "The figures were recalculated from the stored data."))
            : new Cause(char.ToLower(envelope.Type[0], CultureInfo.InvariantCulture) + envelope.Type[1..], contractId, reason);
        return recalculate.OfContractAsync(contractId, null, cause, cancellation);
    }
}
