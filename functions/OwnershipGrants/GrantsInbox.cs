using Microsoft.Azure.Functions.Worker;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants;

/// <summary>What other apps tell this one.</summary>
public sealed class GrantsInbox(Contracts contracts, IncomeInbox income, Outbox outbox)
{
    [Function("GrantsInbox")]
    public async Task Receive(
        [QueueTrigger(Topics.GrantsInbox, Connection = "AzureWebJobsStorage")] string message,
        CancellationToken cancellation
    )
    {
        var envelope = Json.Read<Envelope>(message);
        // Money follows its contract: drafts of distributions, and claw-backs. It does not wait for an achievement that cannot follow.
        await Each.DoAsync([() => FollowAsync(envelope, cancellation), () => income.SeeAsync(envelope, cancellation)], cancellation);
    }

    private async Task FollowAsync(Envelope envelope, CancellationToken cancellation)
    {
        switch (envelope.Type)
        {
            case MessageNames.ContractRegistered:
                await HearAsync(ConversionStatus.Standing, await outbox.OpenAsync<ContractRegistered>(envelope, cancellation));
                break;
            case MessageNames.ContractChanged:
                await HearAsync(ConversionStatus.Standing, (await outbox.OpenAsync<ContractChanged>(envelope, cancellation)).Contract);
                break;
            case MessageNames.ContractCancelled:
                var cancelled = await outbox.OpenAsync<ContractCancelled>(envelope, cancellation);
                await HearAsync(
                    ConversionStatus.Cancelled,
                    null,
                    new($"登记已注销：{cancelled.Reason}", $"The registration was cancelled: {cancelled.Reason}")
                );
                break;
            case MessageNames.ContractRevoked:
                var revoked = await outbox.OpenAsync<ContractRevoked>(envelope, cancellation);
                await HearAsync(
                    ConversionStatus.Revoked,
                    null,
                    new($"登记已撤销：{revoked.Reason}", $"The registration was revoked: {revoked.Reason}")
                );
                break;
            case MessageNames.ReceiptConfirmed
            or MessageNames.ReceiptRefunded
            or MessageNames.AchievementUpdated
            or MessageNames.ConversionLinked
            or MessageNames.GrantEnteredIntoForce:
                break;
            default:
                throw new Failure($"{envelope.Type} tells nothing that grants keep.");
        }

        Task HearAsync(ConversionStatus status, ContractRegistered? contract, Text? reason = null) =>
            contracts.HearAsync(envelope.Aggregate, envelope.Version, status, contract, reason, cancellation);
    }
}
