using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Conversions;

/// <summary>
/// What other apps told of one contract, in any order and more than once: the contract, the end of its registration, its receipts and the
/// achievements that it converts. Conversions and distributions follow from it.
/// </summary>
public sealed record ContractRecord
{
    public required string Id { get; init; }

    /// <summary>The contract as told last; null while only its end or its receipts are known.</summary>
    public KnownContract? Contract { get; init; }

    /// <summary>Why its registration ended; null while it stands.</summary>
    public ContractFall? Fall { get; init; }

    /// <summary>Achievements that it was linked to.</summary>
    public IReadOnlyList<IncomeLink> Links { get; init; } = [];
    public IReadOnlyList<KnownReceipt> Receipts { get; init; } = [];

    /// <summary>The achievements that it names, once named, or was linked to by hand: their conversions follow it.</summary>
    public IReadOnlyList<string> Followers { get; init; } = [];

    /// <summary>The version that the conversions of all followers have; null in records that earlier versions wrote.</summary>
    public long? Followed { get; init; }

    /// <summary>The version of the contract that was told last; 0 when none was.</summary>
    public long Version() => Math.Max(Contract?.Version ?? 0, Fall?.Version ?? 0);

    public ConversionStatus Status() =>
        Fall is not { } fall || fall.Version < Version() ? ConversionStatus.Standing
        : fall.Loss == IncomeLoss.Revocation ? ConversionStatus.Revoked
        : ConversionStatus.Cancelled;

    public bool IsRegistered() => Status() == ConversionStatus.Standing && Contract is not null;

    /// <summary>The achievements that its money may belong to.</summary>
    public IEnumerable<IncomeLink> Achievements() =>
        Contract?.AchievementId is { } named && Links.All(l => l.AchievementId != named) ? Links.Append(new(named, null)) : Links;

    /// <summary>With something that concerns all its receipts.</summary>
    public ContractRecord LookAgain() => this with { Receipts = [.. Receipts.Select(r => r with { IsFollowed = false })] };

    /// <summary>With an achievement whose conversion follows it.</summary>
    public ContractRecord WithFollower(string? achievementId) =>
        string.IsNullOrEmpty(achievementId) || Followers.Contains(achievementId)
            ? this
            : this with
            {
                Followers = [.. Followers, achievementId],
                Followed = 0,
            };
}

/// <summary>A registered contract.</summary>
/// <param name="Version">Of the contract, when this was told.</param>
public sealed record KnownContract(long Version, string Number, DateOnly RegisteredOn, string? AchievementId)
{
    /// <summary>What a conversion shows of it; null in records that earlier versions wrote.</summary>
    public ConvertedContract? Converted { get; init; }

    /// <summary>USCCs of its sellers.</summary>
    public IReadOnlyList<string> Sellers { get; init; } = [];

    public static KnownContract Of(long version, ContractRegistered told) =>
        new(version, told.Number, told.RegisteredOn, told.AchievementId)
        {
            Converted = ConvertedContract.Of(told),
            Sellers = [.. told.Sellers.Select(s => s.Uscc).OfType<string>()],
        };
}

/// <summary>The end of a registration.</summary>
public sealed record ContractFall(long Version, IncomeLoss Loss, Text? Reason = null);

/// <summary>An achievement that the contract converts.</summary>
/// <param name="GrantId">The grant that it was linked to; null for any.</param>
public sealed record IncomeLink(string AchievementId, string? GrantId);

/// <summary>A receipt's part for this contract.</summary>
/// <param name="Version">Of the receipt, when this was told.</param>
/// <param name="Payee">USCC of who received it.</param>
/// <param name="Amount">Yuan, before refunds.</param>
public sealed record KnownReceipt(
    string ReceiptId,
    long Version,
    string? Payee,
    DateOnly ReceivedOn,
    Yuan Amount,
    IReadOnlyList<IncomeRefund> Refunds
)
{
    /// <summary>True when the distributions follow it as it is; whatever may change them sets it back.</summary>
    public bool IsFollowed { get; init; }
}

/// <summary>What a message adds to the record; null when it tells nothing new.</summary>
public static class ContractNews
{
    public static ContractRecord? See(ContractRecord state, long version, ContractRegistered told)
    {
        // An older version may name an achievement that must hear of the later ones.
        var named = state.WithFollower(told.AchievementId);
        if (state.Contract?.Version >= version)
            return ReferenceEquals(named, state) ? null : named;
        var after = named with { Contract = KnownContract.Of(version, told) };
        return after.Achievements().SequenceEqual(state.Achievements()) ? after : after.LookAgain();
    }

    public static ContractRecord? See(ContractRecord state, long version, IncomeLoss loss, Text reason) =>
        state.Fall?.Version >= version ? null : (state with { Fall = new(version, loss, reason) }).LookAgain();

    public static ContractRecord? See(ContractRecord state, long version, ReceiptMessage receipt)
    {
        if (state.Receipts.Any(r => r.ReceiptId == receipt.ReceiptId && r.Version >= version))
            return null;
        var allocation = receipt.Allocations.FirstOrDefault(a => a.ContractId == state.Id);
        if (allocation is null)
            return null;
        IncomeRefund[] refunds =
        [
            .. receipt.Refunds.SelectMany(r =>
                r.Allocations.Where(a => a.ContractId == state.Id).Select(a => new IncomeRefund(r.RefundedOn, a.Amount))
            ),
        ];
        var known = new KnownReceipt(receipt.ReceiptId, version, receipt.Payee.Uscc, receipt.ReceivedOn, allocation.Amount, refunds);
        return state with
        {
            Receipts =
            [
                .. state
                    .Receipts.Where(r => r.ReceiptId != known.ReceiptId)
                    .Append(known)
                    .OrderBy(r => r.ReceivedOn)
                    .ThenBy(r => r.ReceiptId, StringComparer.Ordinal),
            ],
        };
    }

    public static ContractRecord? Link(ContractRecord state, IncomeLink link) =>
        state.Links.Contains(link)
            ? null
            : (state with { Links = [.. state.Links.Where(l => l.AchievementId != link.AchievementId), link] }).LookAgain();
}
