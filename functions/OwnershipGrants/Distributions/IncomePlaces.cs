using System.Globalization;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>
/// Places among equal incomes of an achievement: of one contract, day and amount. Each distribution holds the first that was free, as a
/// reservation that is written with its commit, so that an income entered by hand and its receipt find each other however close they come.
/// </summary>
public sealed class IncomePlaces(AggregateStore<Distribution> distributions)
{
    /// <summary>What all places of equal incomes begin with.</summary>
    public static string Of(string achievementId, string? contractId, DateOnly on, Yuan income) =>
        $"income|{achievementId}|{Ids.Derive(contractId ?? "", string.Create(CultureInfo.InvariantCulture, $"{on:yyyyMMdd}"), $"{income}")}";

    /// <summary>The place with this number, counted from 0.</summary>
    public static string Number(string places, int number) => string.Create(CultureInfo.InvariantCulture, $"{places}|{number}");

    /// <summary>The unique value that the distribution of a receipt holds.</summary>
    public static string OfReceipt(string achievementId, string contractId, string receiptId) =>
        $"receipt|{achievementId}|{Ids.Derive(contractId, receiptId)}";

    /// <summary>The values that a distribution holds; it never gives one up, so that nobody has to look behind a gap.</summary>
    public static IEnumerable<string> HeldBy(Distribution state) =>
        state.Source is { ContractId: { } contract, ReceiptId: { } receipt }
            ? state.Places.Append(OfReceipt(state.AchievementId, contract, receipt))
            : state.Places;

    /// <summary>The first place that is free, and before it the first distribution that fits; its id alone while it is only being
    /// made.</summary>
    /// <param name="own">Who asks: a place that an attempt of its own has taken is free to it.</param>
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

    /// <summary>The id of a receipt's distribution; null when there is none yet.</summary>
    public async Task<string?> OfReceiptAsync(string achievementId, string contractId, string receiptId, CancellationToken cancellation) =>
        await distributions.FindHolderAsync(OfReceipt(achievementId, contractId, receiptId), cancellation) is { } holder
        && (await distributions.LoadAsync(holder, cancellation)).State is { } state
        && state.Source.ReceiptId == receiptId
            ? holder
            : null;
}
