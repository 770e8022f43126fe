using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Conversions;

/// <summary>
/// Everything that messages from other apps have reported on one contract: its data, the end of its registration, its receipts, and the
/// achievements it converts. Messages may arrive in any order and repeatedly. Conversions and distributions are derived from this record.
/// </summary>
public sealed record ContractRecord
{
    public required string Id { get; init; }

    /// <summary>
    /// The contract as the latest message described it; null while only the end of its registration or its receipts are known.
    /// </summary>
    public KnownContract? Contract { get; init; }

    /// <summary>
    /// The cancellation or revocation of the registration; null if there was none. It may be outdated by a later version of the contract.
    /// </summary>
    public RegistrationEnd? Fall { get; init; }

    /// <summary>Achievements that are linked to the contract as conversions.</summary>
    public IReadOnlyList<IncomeLink> Links { get; init; } = [];
    public IReadOnlyList<KnownReceipt> Receipts { get; init; } = [];

    /// <summary>
    /// Achievements whose conversions are updated with the contract: those that the contract names or has named, and those linked by hand.
    /// </summary>
    public IReadOnlyList<string> Followers { get; init; } = [];

    /// <summary>
    /// Contract version that the conversions of all followers reflect; null in records of earlier releases, which are completed on first
    /// use.
    /// </summary>
    public long? Followed { get; init; }

    /// <summary>The achievement that the contract names, if there is none with this id of a seller; null otherwise.</summary>
    public string? UnknownAchievement { get; init; }

    /// <summary>Latest known version of the contract; 0 if no message has arrived.</summary>
    public long Version() => Math.Max(Contract?.Version ?? 0, Fall?.Version ?? 0);

    public ConversionStatus Status() =>
        Fall is not { } end || end.Version < Version() ? ConversionStatus.Standing
        : end.Loss == IncomeLoss.Revocation ? ConversionStatus.Revoked
        : ConversionStatus.Cancelled;

    public bool IsRegistered() => Status() == ConversionStatus.Standing && Contract is not null;

    /// <summary>Achievements that income from this contract may belong to: the linked ones and the one that the contract names.</summary>
    public IEnumerable<IncomeLink> Achievements() =>
        Contract?.AchievementId is { } named && Links.All(l => l.AchievementId != named) ? Links.Append(new(named, null)) : Links;

    /// <summary>Marks all receipts as not yet reflected, so that the next follow-up updates their distributions.</summary>
    public ContractRecord LookAgain() => this with { Receipts = [.. Receipts.Select(r => r with { IsFollowed = false })] };

    public ContractRecord WithFollower(string? achievementId) =>
        string.IsNullOrEmpty(achievementId) || Followers.Contains(achievementId)
            ? this
            : this with
            {
                Followers = [.. Followers, achievementId],
                Followed = 0,
            };
}

/// <param name="Version">Version of the contract aggregate that the message reported.</param>
public sealed record KnownContract(long Version, string Number, DateOnly RegisteredOn, string? AchievementId)
{
    /// <summary>What a conversion shows of the contract; null in records of earlier releases.</summary>
    public ConvertedContract? Converted { get; init; }

    /// <summary>USCCs of the sellers; sellers without one are left out.</summary>
    public IReadOnlyList<string> Sellers { get; init; } = [];

    /// <summary>Numbers of the rights that the contract names; empty in records of earlier releases.</summary>
    public IReadOnlyList<string> RightNumbers { get; init; } = [];

    public static KnownContract Of(long version, ContractRegistered message) =>
        new(version, message.Number, message.RegisteredOn, message.AchievementId)
        {
            Converted = ConvertedContract.Of(message),
            Sellers = [.. message.Sellers.Select(s => s.Uscc).OfType<string>()],
            RightNumbers = message.RightNumbers ?? [],
        };
}

public sealed record RegistrationEnd(long Version, IncomeLoss Loss, Text? Reason = null);

/// <param name="GrantId">The grant that the contract was linked to; null if it counts for every grant.</param>
public sealed record IncomeLink(string AchievementId, string? GrantId);

/// <summary>The part of a receipt that is allocated to this contract.</summary>
/// <param name="Version">Version of the receipt aggregate that the message reported.</param>
/// <param name="Payee">USCC of the payee; null if it has none.</param>
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
    /// <summary>True once the distributions reflect this receipt; reset whenever something changes that may affect them.</summary>
    public bool IsFollowed { get; init; }
}

/// <summary>
/// Applies one message to the record of a contract. Each method returns the new record, or null if the message contains nothing new.
/// </summary>
public static class ContractNews
{
    public static ContractRecord? See(ContractRecord state, long version, ContractRegistered message)
    {
        // Also when this version is outdated: the achievement that it names must be updated with the later versions.
        var named = state.WithFollower(message.AchievementId);
        if (state.Contract?.Version >= version)
            return ReferenceEquals(named, state) ? null : named;
        var after = named with { Contract = KnownContract.Of(version, message) };
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
