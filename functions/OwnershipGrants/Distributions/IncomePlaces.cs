using System.Globalization;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>
/// Prevents an income from being distributed twice. Distributions of incomes with equal contract, day and amount reserve numbered places,
/// each the first free one. The reservation is written together with the distribution, so that an income entered by hand and its receipt
/// find each other even if both arrive at the same time.
/// </summary>
public sealed class IncomePlaces(AggregateStore<Distribution> distributions)
{
    /// <summary>Common prefix of the places of incomes with equal contract, day and amount.</summary>
    public static string Of(string achievementId, string? contractId, DateOnly on, Yuan income) =>
        $"income|{achievementId}|{Ids.Derive(contractId ?? "", string.Create(CultureInfo.InvariantCulture, $"{on:yyyyMMdd}"), $"{income}")}";

    /// <summary>Key of the place with this number, counted from 0.</summary>
    public static string Number(string places, int number) => string.Create(CultureInfo.InvariantCulture, $"{places}|{number}");

    /// <summary>Key that the distribution of a receipt reserves; the same receipt cannot have two distributions.</summary>
    public static string OfReceipt(string achievementId, string contractId, string receiptId) =>
        $"receipt|{achievementId}|{Ids.Derive(contractId, receiptId)}";

    /// <summary>Keys that a distribution reserves. They are never released, so that a search may stop at the first free place.</summary>
    public static IEnumerable<string> HeldBy(Distribution state) =>
        state.Source is { ContractId: { } contract, ReceiptId: { } receipt }
            ? state.Places.Append(OfReceipt(state.AchievementId, contract, receipt))
            : state.Places;

    /// <summary>
    /// Searches the places in order. Returns the first free place, or before it the first distribution that fits. <c>Holder</c> is the id
    /// of the distribution found; it comes without <c>Found</c> while that distribution is still being written.
    /// </summary>
    /// <param name="own">
    /// Id of the distribution to be created: a place that it already reserved in an earlier attempt counts as free.
    /// </param>
    public async Task<(string Free, Loaded<Distribution>? Found, string? Holder)> FindAsync(
        string places,
        string own,
        Func<Distribution, bool> fits,
        CancellationToken cancellation
    )
    {
        for (var number = 0; ; number++)
        {
            var place = Number(places, number);
            var holder = await distributions.FindHolderAsync(place, cancellation);
            if (holder is null || holder == own)
                return (place, null, null);
            var loaded = await distributions.LoadAsync(holder, cancellation);
            if (loaded.State is not { } state)
                return (place, null, holder);
            if (
                state.Status != DistributionStatus.Withdrawn
                && Of(state.AchievementId, state.Source.ContractId, state.Terms.IncomeOn, state.Terms.Income) == places
                && fits(state)
            )
                return (place, loaded, holder);
        }
    }

    /// <summary>Id of the distribution of the receipt; null if there is none yet.</summary>
    public async Task<string?> OfReceiptAsync(string achievementId, string contractId, string receiptId, CancellationToken cancellation) =>
        await distributions.FindHolderAsync(OfReceipt(achievementId, contractId, receiptId), cancellation) is { } holder
        && (await distributions.LoadAsync(holder, cancellation)).State is { } state
        && state.Source.ReceiptId == receiptId
            ? holder
            : null;
}
