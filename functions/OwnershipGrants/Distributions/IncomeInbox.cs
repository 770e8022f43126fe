using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>Hears of contracts and of the money that comes in on them, in any order and more than once.</summary>
public sealed class IncomeInbox(
    AggregateStore<ContractIncome> incomes,
    AggregateStore<Distribution> distributions,
    Lists lists,
    Outbox outbox
)
{
    private const int PageSize = 200;
    private static readonly Caller Inbox = Caller.System("inbox", "收件");

    /// <summary>Takes what is about money out of a message; a message about something else changes nothing here.</summary>
    public async Task SeeAsync(Envelope envelope, CancellationToken cancellation)
    {
        var version = envelope.Version;
        switch (envelope.Type)
        {
            case MessageNames.ContractRegistered:
                var registered = await outbox.OpenAsync<ContractRegistered>(envelope, cancellation);
                await KeepAsync(envelope.Aggregate, s => IncomeNews.See(s, version, registered), cancellation);
                break;
            case MessageNames.ContractChanged:
                var changed = await outbox.OpenAsync<ContractChanged>(envelope, cancellation);
                await KeepAsync(envelope.Aggregate, s => IncomeNews.See(s, version, changed.Contract), cancellation);
                break;
            case MessageNames.ContractCancelled:
                await KeepAsync(envelope.Aggregate, s => IncomeNews.See(s, version, IncomeLoss.Cancellation), cancellation);
                break;
            case MessageNames.ContractRevoked:
                await KeepAsync(envelope.Aggregate, s => IncomeNews.See(s, version, IncomeLoss.Revocation), cancellation);
                break;
            case MessageNames.ReceiptConfirmed:
                await KeepAsync(await outbox.OpenAsync<ReceiptConfirmed>(envelope, cancellation), version, cancellation);
                break;
            case MessageNames.ReceiptRefunded:
                await KeepAsync(await outbox.OpenAsync<ReceiptRefunded>(envelope, cancellation), version, cancellation);
                break;
            case MessageNames.ConversionLinked:
                var link = await outbox.OpenAsync<ConversionLinked>(envelope, cancellation);
                await KeepAsync(link.ContractId, s => IncomeNews.Link(s, new(link.AchievementId, link.GrantId)), cancellation);
                break;
            case MessageNames.GrantEnteredIntoForce:
                await LookAgainAsync(envelope.Aggregate, cancellation);
                break;
            case MessageNames.AchievementUpdated:
                var updated = await outbox.OpenAsync<AchievementUpdated>(envelope, cancellation);
                var ids = await lists
                    .IdsAsync(DistributionLists.OfAchievement(updated.AchievementId), cancellation)
                    .ToListAsync(cancellation);
                await Each.DoAsync(
                    ids,
                    async id => await distributions.ContinueAsync(await distributions.LoadAsync(id, cancellation), cancellation),
                    cancellation
                );
                break;
        }
    }

    // Money of its contracts may have come in before the achievement, or its grant, was known here.
    private async Task LookAgainAsync(string achievementId, CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var page = (
                await lists.ReadAsync(ContractIncomeKind.OfAchievement(achievementId), PageSize, cursor, cancellation: cancellation)
            ).Value;
            await Each.DoAsync(
                page.Whole,
                async line =>
                {
                    var loaded = await incomes.LoadAsync(Json.Read<IncomeLine>(line.GetRawText()).ContractId, cancellation);
                    if (loaded.Exists)
                        await incomes.ContinueAsync(loaded, cancellation);
                },
                cancellation
            );
            cursor = page.Cursor;
        } while (cursor is not null);
    }

    private Task KeepAsync(ReceiptMessage receipt, long version, CancellationToken cancellation) =>
        Each.DoAsync(
            receipt.Allocations.Select(a => a.ContractId).Distinct(),
            contract => KeepAsync(contract, s => IncomeNews.See(s, version, receipt), cancellation),
            cancellation
        );

    private async Task KeepAsync(string contractId, Func<ContractIncome, ContractIncome?> see, CancellationToken cancellation)
    {
        var isNews = false;
        var kept = await incomes.UpdateAsync(
            contractId,
            loaded =>
            {
                var after = see(loaded.State ?? ContractIncome.Of(contractId));
                isNews = after is not null;
                return after is null ? null : new(after, null);
            },
            Inbox,
            cancellation
        );
        // Heard before; whether everything followed from it then is not known.
        if (!isNews && kept.Exists)
            await incomes.ContinueAsync(kept, cancellation);
    }
}
