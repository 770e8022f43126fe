using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>An income that had been entered by hand turned out to be a confirmed receipt's.</summary>
[WireName("IncomeMatched")]
public sealed record IncomeMatched(string DistributionId, string ReceiptId) : AchievementEvent;

/// <summary>Lets the distributions of an achievement follow what is known of a contract's money: a draft for each receipt, and the same figures whatever the order in which it was heard.</summary>
public sealed class ProposeDistributions(AggregateStore<Achievement> achievements, DistributionBook book, TimeProvider time)
{
    private static readonly Caller Receipts = Caller.System("receipts", "到账");

    /// <summary>Brings every achievement that the contract converts up to date; nothing of the contract's own changes. May run any number of times, also at once.</summary>
    public async Task<Change<ContractIncome>?> FollowAsync(Loaded<ContractIncome> loaded, CancellationToken cancellation)
    {
        var income = loaded.State!;
        await Each.DoAsync(income.Achievements(), link => FollowAsync(income, link, cancellation), cancellation);
        return null;
    }

    private async Task FollowAsync(ContractIncome income, IncomeLink link, CancellationToken cancellation)
    {
        var loaded = await achievements.LoadAsync(link.AchievementId, cancellation);
        Loaded<Achievement> before;
        do
        {
            before = loaded;
            loaded = await achievements.UpdateAsync(loaded, now => now.Exists ? Next(now.State!, income, link, book, time.GetUtcNow()) : null, Receipts, cancellation);
        }
        while (loaded.Version > before.Version);
    }

    /// <summary>The next thing that follows for an achievement; null when it is up to date.</summary>
    internal static Change<Achievement>? Next(Achievement state, ContractIncome income, IncomeLink link, DistributionBook book, DateTimeOffset now)
    {
        foreach (var receipt in income.Receipts)
        {
            if (Of(state, income, receipt) is { } known)
            {
                if (IncomeChanges.Follow(state, known, receipt.Refunds, income.Fall?.Loss, book, now) is { } followed) return followed;
            }
            else if (Matching(state, income, receipt) is { } byHand)
            {
                return new(state.With(byHand with { Source = byHand.Source with { ReceiptId = receipt.ReceiptId } }), new IncomeMatched(byHand.Id, receipt.ReceiptId)
                {
                    Ledger = [DistributionSteps.Line(byHand, "income", "该笔收入已由到账确认。", "This income was confirmed as a receipt.")],
                });
            }
            else if (Draft(state, income, link, receipt, book, now) is { } draft)
            {
                return draft;
            }
        }
        if (income.Fall is not { } fall) return null;
        // What was entered by hand on a contract that fell.
        return state.Distributions.Where(d => d.Source.ContractId == income.Id && d.Source.ReceiptId is null)
            .Select(d => IncomeChanges.Follow(state, d, d.Terms.Refunds, fall.Loss, book, now)).FirstOrDefault(c => c is not null);
    }

    private static Distribution? Of(Achievement state, ContractIncome income, KnownReceipt receipt) =>
        state.Distributions.FirstOrDefault(d => d.Source.ContractId == income.Id && d.Source.ReceiptId == receipt.ReceiptId);

    private static Distribution? Matching(Achievement state, ContractIncome income, KnownReceipt receipt) => state.Distributions.FirstOrDefault(d =>
        d.Status != DistributionStatus.Withdrawn && d.Source.ReceiptId is null && d.Source.ContractId == income.Id && d.Terms.IncomeOn == receipt.ReceivedOn && d.Terms.Income == receipt.Amount);

    private static Change<Achievement>? Draft(Achievement state, ContractIncome income, IncomeLink link, KnownReceipt receipt, DistributionBook book, DateTimeOffset now)
    {
        // Money of another organisation is not this achievement's, whatever number a contract names; and what fell or was paid back in full is no income.
        if (receipt.Payee != state.Organisation || income.Fall is not null || receipt.ReceivedOn < book.FirstDay) return null;
        if (receipt.Amount <= receipt.Refunds.Sum(r => r.Amount)) return null;
        if (GrantIncome.Of(state, income.Id, link.GrantId, receipt.ReceivedOn) is not { } grant) return null;
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
        var outcome = EnterIncomeDecision.Draft(state, grant, terms, source, [], book, Receipts, now);
        return outcome.Problem is { } problem ? throw new Failure($"No draft for receipt {receipt.ReceiptId} on {state.Id}: {problem.Kind.Code}") : outcome.Value;
    }
}
