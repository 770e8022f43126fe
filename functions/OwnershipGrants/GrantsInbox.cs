using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants;

public sealed class GrantsInbox(Contracts contracts, AggregateStore<Distribution> distributions, Lists lists, Outbox outbox)
{
    [Function("GrantsInbox")]
    public async Task Receive(
        [QueueTrigger(Topics.GrantsInbox, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var envelope = Json.Read<Envelope>(message.MessageText);
        var (id, version) = (envelope.Aggregate, envelope.Version);
        switch (envelope.Type)
        {
            case MessageNames.ContractRegistered:
                var registered = await OpenAsync<ContractRegistered>();
                await contracts.ReceiveAsync(id, r => ContractNews.See(r, version, registered), cancellation);
                break;
            case MessageNames.ContractChanged:
                var changed = await OpenAsync<ContractChanged>();
                await contracts.ReceiveAsync(id, r => ContractNews.See(r, version, changed.Contract), cancellation);
                break;
            case MessageNames.ContractCancelled:
                var cancelled = await OpenAsync<ContractCancelled>();
                var cancelledFor = new Text($"合同登记已注销：{cancelled.Reason}", $"The registration was cancelled: {cancelled.Reason}");
                await contracts.ReceiveAsync(id, r => ContractNews.See(r, version, IncomeLoss.Cancellation, cancelledFor), cancellation);
                break;
            case MessageNames.ContractRevoked:
                var revoked = await OpenAsync<ContractRevoked>();
                var revokedFor = new Text($"合同登记已撤销：{revoked.Reason}", $"The registration was revoked: {revoked.Reason}");
                await contracts.ReceiveAsync(id, r => ContractNews.See(r, version, IncomeLoss.Revocation, revokedFor), cancellation);
                break;
            case MessageNames.ReceiptConfirmed:
                await ReceiveAsync(await OpenAsync<ReceiptConfirmed>(), version, cancellation);
                break;
            case MessageNames.ReceiptRefunded:
                await ReceiveAsync(await OpenAsync<ReceiptRefunded>(), version, cancellation);
                break;
            case MessageNames.ConversionLinked:
                var link = await OpenAsync<ConversionLinked>();
                await contracts.ReceiveAsync(
                    link.ContractId,
                    r => ContractNews.Link(r, new(link.AchievementId, link.GrantId)),
                    cancellation
                );
                break;
            case MessageNames.GrantEnteredIntoForce:
                await contracts.LookAgainAsync(id, cancellation);
                break;
            case MessageNames.AchievementUpdated:
                await FollowAsync(await OpenAsync<AchievementUpdated>(), cancellation);
                break;
            default:
                throw new Failure($"{envelope.Type} tells nothing that grants keep.");
        }

        Task<T> OpenAsync<T>() => outbox.OpenAsync<T>(envelope, cancellation);
    }

    private Task ReceiveAsync(ReceiptMessage receipt, long version, CancellationToken cancellation) =>
        Each.DoAsync(
            receipt.Allocations.Select(a => a.ContractId).Distinct(),
            contract => contracts.ReceiveAsync(contract, r => ContractNews.See(r, version, receipt), cancellation),
            cancellation
        );

    private async Task FollowAsync(AchievementUpdated updated, CancellationToken cancellation)
    {
        var ids = await lists.IdsAsync(DistributionLists.OfAchievement(updated.AchievementId), cancellation).ToListAsync(cancellation);
        await Each.DoAsync(
            ids,
            async id => await distributions.ContinueAsync(await distributions.LoadAsync(id, cancellation), cancellation),
            cancellation
        );
    }
}
