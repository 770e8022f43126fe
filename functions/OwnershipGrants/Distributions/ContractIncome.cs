using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;
using TechTransfer.Storage;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>
/// What is known of the money of one contract, from messages that come in any order and more than once: the contract, whether it fell, its
/// receipts, and the
/// achievements that it converts. One aggregate for each contract; distributions follow from it.
/// </summary>
public sealed record ContractIncome
{
    /// <summary>The registration case.</summary>
    public required string Id { get; init; }

    /// <summary>The contract as last heard of; null while only its receipts are known.</summary>
    public KnownContract? Contract { get; init; }

    /// <summary>Why its registration fell; null while it stands.</summary>
    public ContractFall? Fall { get; init; }

    /// <summary>Achievements that it was linked to by hand.</summary>
    public IReadOnlyList<IncomeLink> Links { get; init; } = [];
    public IReadOnlyList<KnownReceipt> Receipts { get; init; } = [];

    /// <summary>The achievements that its money may belong to.</summary>
    public IEnumerable<IncomeLink> Achievements() =>
        Contract?.AchievementId is { } named && Links.All(l => l.AchievementId != named) ? Links.Append(new(named, null)) : Links;

    public static ContractIncome Of(string contractId) => new() { Id = contractId };

    /// <summary>With something that concerns all its receipts.</summary>
    public ContractIncome LookAgain() => this with { Receipts = [.. Receipts.Select(r => r with { IsFollowed = false })] };
}

/// <summary>A registered contract.</summary>
/// <param name="Version">Of the registration case, when this was told.</param>
public sealed record KnownContract(long Version, string Number, DateOnly RegisteredOn, string? AchievementId);

/// <summary>The end of a registration.</summary>
public sealed record ContractFall(long Version, IncomeLoss Loss);

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

/// <summary>
/// What a message adds; null when it tells nothing new. The distributions follow the commit, before the message is done with:
/// <see cref="ProposeDistributions.FollowAsync(Loaded{ContractIncome}, CancellationToken)"/>.
/// </summary>
public static class IncomeNews
{
    public static ContractIncome? See(ContractIncome state, long version, ContractRegistered contract) =>
        state.Contract?.Version >= version
            ? null
            : Named(state, new(version, contract.Number, contract.RegisteredOn, contract.AchievementId));

    private static ContractIncome Named(ContractIncome state, KnownContract contract)
    {
        var after = state with { Contract = contract };
        return after.Achievements().SequenceEqual(state.Achievements()) ? after : after.LookAgain();
    }

    public static ContractIncome? See(ContractIncome state, long version, IncomeLoss loss) =>
        state.Fall?.Version >= version ? null : (state with { Fall = new(version, loss) }).LookAgain();

    public static ContractIncome? See(ContractIncome state, long version, ReceiptMessage receipt)
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

    public static ContractIncome? Link(ContractIncome state, IncomeLink link) =>
        state.Links.Contains(link)
            ? null
            : (state with { Links = [.. state.Links.Where(l => l.AchievementId != link.AchievementId), link] }).LookAgain();
}

/// <summary>What the store must know of the money of contracts.</summary>
public static class ContractIncomeKind
{
    /// <summary>The contracts whose money may belong to an achievement.</summary>
    public static string OfAchievement(string achievementId) => $"income|{achievementId}";

    public static AggregateKind<ContractIncome> Of(ProposeDistributions propose) =>
        new("income")
        {
            Lists = state =>
                state.Achievements().Select(l => new ListEntry(OfAchievement(l.AchievementId), "contract", new IncomeLine(state.Id))),
            FollowUp = propose.FollowAsync,
        };
}

/// <summary>A contract's line.</summary>
public sealed record IncomeLine(string ContractId);
