using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Facts;
using TechTransfer.Storage;

namespace TechTransfer.RewardCalculation.Entitlements;

/// <summary>
/// Keeps the facts of what other apps tell, the last version of each contract and of each receipt, and lets sums and entitlements follow.
/// In whatever order and
/// however often things are told: what is kept is what was decided last, and everything is worked out from what is kept.
/// </summary>
public sealed class Inbox(Copies copies, Accounts accounts, Figuring figuring, Outbox outbox)
{
    /// <summary>The kind of the copies of contracts.</summary>
    public const string Contract = "contract";

    /// <summary>The kind of the copies of receipts.</summary>
    public const string Receipt = "receipt";

    [Function("RewardsInbox")]
    public async Task Receive(
        [QueueTrigger(Topics.RewardsInbox, Connection = "AzureWebJobsStorage")] string message,
        CancellationToken cancellation
    )
    {
        var envelope = Json.Read<Envelope>(message);
        switch (envelope.Type)
        {
            case MessageNames.ContractRegistered:
                var registered = await outbox.OpenAsync<ContractRegistered>(envelope, cancellation);
                await KeepAsync(envelope, ContractFacts.Of(registered, registered.RegisteredOn), cancellation);
                await FigureAsync(
                    envelope,
                    envelope.Aggregate,
                    new($"合同{registered.Number}已登记。", $"Contract {registered.Number} was registered."),
                    cancellation
                );
                break;
            case MessageNames.ContractChanged:
                var changed = await outbox.OpenAsync<ContractChanged>(envelope, cancellation);
                await KeepAsync(envelope, ContractFacts.Of(changed.Contract, changed.ChangedOn), cancellation);
                await FigureAsync(
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
                        $"合同{cancelled.Number}已注销：{cancelled.Reason}",
                        $"Contract {cancelled.Number} was cancelled: {cancelled.Reason}"
                    ),
                    cancellation
                );
                break;
            case MessageNames.ContractRevoked:
                var revoked = await outbox.OpenAsync<ContractRevoked>(envelope, cancellation);
                await DropAsync(
                    envelope,
                    new($"合同{revoked.Number}已撤销：{revoked.Reason}", $"Contract {revoked.Number} was revoked: {revoked.Reason}"),
                    cancellation
                );
                break;
            case MessageNames.ReceiptConfirmed:
                await BookAsync(
                    envelope,
                    await outbox.OpenAsync<ReceiptConfirmed>(envelope, cancellation),
                    new("到账已确认。", "Money received was confirmed."),
                    cancellation
                );
                break;
            case MessageNames.ReceiptRefunded:
                await BookAsync(
                    envelope,
                    await outbox.OpenAsync<ReceiptRefunded>(envelope, cancellation),
                    new("款项已退回。", "Money was refunded."),
                    cancellation
                );
                break;
            default:
                throw new Failure($"{envelope.Type} tells nothing that rewards keep.");
        }
    }

    // What is told again may hold more than what was kept of the same version.
    private Task<bool> KeepAsync(Envelope envelope, ContractFacts facts, CancellationToken cancellation) =>
        envelope.Replay
            ? copies.PutAgainAsync(Contract, envelope.Aggregate, envelope.Version, facts, cancellation)
            : copies.PutAsync(Contract, envelope.Aggregate, envelope.Version, facts, cancellation);

    // The tombstone keeps facts out that were sent before and arrive later.
    private async Task DropAsync(Envelope envelope, Text reason, CancellationToken cancellation)
    {
        await copies.DeleteAsync(Contract, envelope.Aggregate, envelope.Version, cancellation);
        await FigureAsync(envelope, envelope.Aggregate, reason, cancellation);
    }

    private async Task BookAsync(Envelope envelope, ReceiptMessage told, Text reason, CancellationToken cancellation)
    {
        await copies.PutAsync(Receipt, envelope.Aggregate, envelope.Version, ReceiptFacts.Of(told), cancellation);
        // What is booked is the newest word, which may be another than this one; and whatever contract an older word named hears of it.
        var newest = await copies.FindLastAsync<ReceiptFacts>(Receipt, envelope.Aggregate, cancellation);
        await Each.DoAsync(
            told.Allocations.Concat(newest.Value!.Allocations).Select(a => a.ContractId).Distinct(),
            async contractId =>
            {
                await accounts.PostAsync(
                    ContractMoney.Account(contractId),
                    envelope.Aggregate,
                    newest.Version,
                    _ => (ContractMoney.FiguresOf(newest.Value, contractId), null),
                    cancellation
                );
                await FigureAsync(envelope, contractId, reason, cancellation);
            },
            cancellation
        );
    }

    private Task FigureAsync(Envelope envelope, string contractId, Text reason, CancellationToken cancellation)
    {
        var cause = envelope.Replay
            ? new Cause("rebuilt", contractId, new("数据已重新汇总。", "The figures were rebuilt."))
            : new Cause(char.ToLower(envelope.Type[0], CultureInfo.InvariantCulture) + envelope.Type[1..], contractId, reason);
        return figuring.FigureAsync(contractId, cause, cancellation);
    }
}
