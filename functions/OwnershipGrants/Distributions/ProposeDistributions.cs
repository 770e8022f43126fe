using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>A receipt confirmed an income that had been entered by hand.</summary>
[WireName("IncomeMatched")]
public sealed record IncomeMatched(string DistributionId, string ReceiptId) : AchievementEvent;

/// <summary>
/// Updates the distributions for the receipts of a contract: one draft per receipt. The figures do not depend on the order in which
/// messages arrive.
/// </summary>
public sealed class ProposeDistributions(
    AggregateStore<Achievement> achievements,
    AggregateStore<Distribution> distributions,
    DraftDistribution drafts,
    IncomeKeys keys,
    DistributionBook book,
    Lists lists,
    TimeProvider time
)
{
    private const int Attempts = 20;
    private static readonly Caller Receipts = Caller.System("receipts", "到账");

    /// <summary>
    /// Updates the distributions in every achievement that the contract converts, and marks the receipts that these distributions reflect.
    /// Idempotent; may run concurrently.
    /// </summary>
    public async Task<ContractRecord> FollowAsync(ContractRecord income, CancellationToken cancellation)
    {
        IncomeLink[] links = [.. income.Achievements()];
        var behind = new HashSet<string>();
        await Each.DoAsync(
            links,
            async link =>
            {
                if ((await achievements.LoadAsync(link.AchievementId, cancellation)).State is not { } achievement)
                {
                    behind.UnionWith(income.Receipts.Select(r => r.ReceiptId));
                    return;
                }
                await Each.DoAsync(
                    income.Receipts.Where(r => !r.IsFollowed),
                    async receipt =>
                    {
                        if (!await FollowAsync(achievement, income, link, receipt, cancellation))
                            behind.Add(receipt.ReceiptId);
                    },
                    cancellation
                );
                if (income.Fall is { } end)
                    await FollowRegistrationEndAsync(achievement, income, end, cancellation);
            },
            cancellation
        );
        if (links.Length == 0 || income.Receipts.All(r => r.IsFollowed || behind.Contains(r.ReceiptId)))
            return income;
        return income with { Receipts = [.. income.Receipts.Select(r => behind.Contains(r.ReceiptId) ? r : r with { IsFollowed = true })] };
    }

    /// <summary>Id of the distribution of a receipt, derived from its keys, so that a retry creates no second one.</summary>
    internal static string IdOf(string achievementId, string contractId, string receiptId) =>
        PartIds.OfDistribution(achievementId, Ids.Derive("receipt", contractId, receiptId));

    // Returns false if the receipt has no distribution, for example because no grant was in force on its day.
    private async Task<bool> FollowAsync(
        Achievement achievement,
        ContractRecord income,
        IncomeLink link,
        KnownReceipt receipt,
        CancellationToken cancellation
    )
    {
        if (await FindOrDraftAsync(achievement, income, link, receipt, cancellation) is not { } id)
            return false;
        await distributions.UpdateAsync(
            id,
            now => IncomeChanges.Follow(now.State!, receipt.Refunds, income.Fall?.Loss, book, time.GetUtcNow()),
            Receipts,
            cancellation
        );
        return true;
    }

    private async Task<string?> FindOrDraftAsync(
        Achievement achievement,
        ContractRecord income,
        IncomeLink link,
        KnownReceipt receipt,
        CancellationToken cancellation
    )
    {
        var own = IdOf(achievement.Id, income.Id, receipt.ReceiptId);
        var receiptKey = IncomeKeys.OfReceipt(achievement.Id, income.Id, receipt.ReceiptId);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await keys.OfReceiptAsync(achievement.Id, income.Id, receipt.ReceiptId, cancellation) is { } known)
                return known;
            var key = await keys.FindAsync(
                IncomeKeys.Of(achievement.Id, income.Id, receipt.ReceivedOn, receipt.Amount),
                own,
                d => d.Source.ReceiptId is null,
                cancellation
            );
            if (key.Found is { } byHand)
            {
                if ((await distributions.CommitAsync(byHand, Match(byHand.State!, receipt), Receipts, null, cancellation)).Problem is null)
                    return byHand.Id;
            }
            else if (key.Holder is null)
            {
                if (await DraftAsync(achievement, income, link, receipt, key.Free, cancellation) is not { } draft)
                    return null;
                var loaded = await distributions.LoadAsync(draft.State.Id, cancellation);
                if (loaded.Exists || (await distributions.CommitAsync(loaded, draft, Receipts, null, cancellation)).Problem is null)
                    return loaded.Id;
            }
            // A concurrent commit reserved the place or the receipt first: wait for it, then look again.
            await distributions.WaitForHoldersAsync([key.Free, receiptKey], own, cancellation);
        }
        throw new Failure($"The receipt {receipt.ReceiptId} found no place on {achievement.Id}.");
    }

    private static Change<Distribution> Match(Distribution byHand, KnownReceipt receipt) =>
        new(
            byHand with
            {
                Source = byHand.Source with { ReceiptId = receipt.ReceiptId },
            },
            new IncomeMatched(byHand.Id, receipt.ReceiptId)
            {
                Ledger = [DistributionSteps.Line(byHand, "income", "该笔收入已由到账确认。", "This income was confirmed by a receipt.")],
            }
        );

    private async Task FollowRegistrationEndAsync(
        Achievement achievement,
        ContractRecord income,
        RegistrationEnd end,
        CancellationToken cancellation
    )
    {
        var ids = await lists.IdsAsync(DistributionLists.ByHand(achievement.Id, income.Id), cancellation).ToListAsync(cancellation);
        await Each.DoAsync(
            ids,
            id =>
                distributions.UpdateAsync(
                    id,
                    now =>
                        now.State!.Source.ReceiptId is null
                            ? IncomeChanges.Follow(now.State, now.State.Terms.Refunds, end.Loss, book, time.GetUtcNow())
                            : null,
                    Receipts,
                    cancellation
                ),
            cancellation
        );
    }

    private async Task<Change<Distribution>?> DraftAsync(
        Achievement state,
        ContractRecord income,
        IncomeLink link,
        KnownReceipt receipt,
        string key,
        CancellationToken cancellation
    )
    {
        // Only income received by the achievement's own organisation counts, whichever achievement a contract names. No income is left if
        // the contract ended or all was refunded.
        if (receipt.Payee != state.Organisation || income.Fall is not null || receipt.ReceivedOn < book.FirstDay)
            return null;
        if (receipt.Amount <= receipt.Refunds.Sum(r => r.Amount))
            return null;
        if (GrantIncome.Of(state, income.Id, link.GrantId, receipt.ReceivedOn) is not { } grant)
            return null;
        var terms = new IncomeTerms
        {
            Way = ConversionWay.TransferOrLicence,
            IncomeOn = receipt.ReceivedOn,
            Income = receipt.Amount,
            Refunds = receipt.Refunds,
            Agreement = GrantIncome.Agreement(grant),
            Team = GrantIncome.Team(state, receipt.ReceivedOn),
        };
        var source = new IncomeSource(income.Id, income.Contract?.Number, income.Contract?.RegisteredOn, receipt.ReceiptId);
        var outcome = await drafts.DecideAsync(
            IdOf(state.Id, income.Id, receipt.ReceiptId),
            state,
            grant,
            terms,
            source,
            [],
            key,
            Receipts,
            time.GetUtcNow(),
            cancellation
        );
        return outcome.Problem is { } problem
            ? throw new Failure($"No draft for receipt {receipt.ReceiptId} on {state.Id}: {problem.Kind.Code}")
            : outcome.Value;
    }
}
