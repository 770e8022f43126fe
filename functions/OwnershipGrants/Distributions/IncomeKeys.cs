using System.Globalization;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>
/// Prevents an income from being distributed twice, once as entered by hand and once as its receipt. Incomes with the same contract, day
/// and amount share numbered keys ("places": 0, 1, 2 …), and every distribution holds one of them as a unique key. Before a distribution
/// is created, the places are searched in order: an existing distribution that fits is used, otherwise the first free place is reserved
/// in the same commit. Of two concurrent writers one fails, looks again and finds the other's distribution.
/// </summary>
public sealed class IncomeKeys(AggregateStore<Distribution> distributions)
{
    public static string Of(string achievementId, string? contractId, DateOnly on, Yuan income) =>
        $"income|{achievementId}|{Ids.Derive(contractId ?? "", string.Create(CultureInfo.InvariantCulture, $"{on:yyyyMMdd}"), $"{income}")}";

    public static string Number(string series, int number) => string.Create(CultureInfo.InvariantCulture, $"{series}|{number}");

    /// <summary>Reserved as a unique key, so that the same receipt cannot have two distributions.</summary>
    public static string OfReceipt(string achievementId, string contractId, string receiptId) =>
        $"receipt|{achievementId}|{Ids.Derive(contractId, receiptId)}";

    /// <summary>
    /// The unique keys of a distribution, also of a withdrawn one: places are never released, so a search may stop at the first free place.
    /// </summary>
    public static IEnumerable<string> HeldBy(Distribution state) =>
        state.Source is { ContractId: { } contract, ReceiptId: { } receipt }
            ? state.Places.Append(OfReceipt(state.AchievementId, contract, receipt))
            : state.Places;

    /// <summary>
    /// Returns the first free place, or before it the first distribution that fits. <c>Holder</c> is the id of that distribution;
    /// <c>Found</c> is null while the distribution is still being written.
    /// </summary>
    /// <param name="own">
    /// Id of the distribution to be created: a place that it already reserved in an earlier attempt counts as free.
    /// </param>
    public async Task<(string Free, Loaded<Distribution>? Found, string? Holder)> FindAsync(
        string series,
        string own,
        Func<Distribution, bool> fits,
        CancellationToken cancellation
    )
    {
        for (var number = 0; ; number++)
        {
            var key = Number(series, number);
            var holder = await distributions.FindHolderAsync(key, cancellation);
            if (holder is null || holder == own)
                return (key, null, null);
            var loaded = await distributions.LoadAsync(holder, cancellation);
            if (loaded.State is not { } state)
                return (key, null, holder);
            if (
                state.Status != DistributionStatus.Withdrawn
                && Of(state.AchievementId, state.Source.ContractId, state.Terms.IncomeOn, state.Terms.Income) == series
                && fits(state)
            )
                return (key, loaded, holder);
        }
    }

    public async Task<string?> OfReceiptAsync(string achievementId, string contractId, string receiptId, CancellationToken cancellation) =>
        await distributions.FindHolderAsync(OfReceipt(achievementId, contractId, receiptId), cancellation) is { } holder
        && (await distributions.LoadAsync(holder, cancellation)).State is { } state
        && state.Source.ReceiptId == receiptId
            ? holder
            : null;
}
