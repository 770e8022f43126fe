using static TechTransfer.ContractRegistration.Receipts.ReceiptStatus;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>Who may do what in which status. Booking follows a confirmation automatically, so it is no action.</summary>
public static class ReceiptLifeCycle
{
    public static Actor<Receipt> Payee { get; } =
        new(
            new("收款方", "the payee"),
            (receipt, caller, action) => caller.ActsFor(receipt.Payee.Uscc) ? null : Problem.Of(Catalogue.PayeeOnly, ("action", action))
        );

    public static Actor<Receipt> PayerOrFinance { get; } =
        new(
            new("付款方或者财政经办人", "the payer or a finance officer"),
            (receipt, caller, _) =>
                caller.ActsFor(receipt.Payer.Uscc) || caller.Is(Role.Finance) ? null : Problem.Of(Catalogue.PayerOrFinanceOnly)
        );

    public static Actor<Receipt> PayeeOrFinance { get; } =
        new(
            new("收款方或者财政经办人", "the payee or a finance officer"),
            (receipt, caller, action) => caller.Is(Role.Finance) ? null : Payee.Against(receipt, caller, action)
        );

    private static readonly LifeCycle<Receipt, ReceiptStatus> Cycle = new(receipt => receipt.Status, Name);

    public static LifeAction<Receipt, ReceiptStatus> Attach { get; } =
        Cycle.Add("attachments", new("上传凭证", "upload vouchers"), Payee, [Recorded, Confirmed], [Recorded, Confirmed]);

    private static readonly Text WithdrawWords = new("撤回", "withdraw");

    /// <summary>Withdraws the receipt before its confirmation, afterwards only a pending refund.</summary>
    public static LifeAction<Receipt, ReceiptStatus> Withdraw { get; } =
        Cycle.Add(
            "withdraw",
            WithdrawWords,
            Payee,
            [Recorded, Confirmed],
            [Withdrawn, Confirmed],
            conditions:
            [
                (receipt, _) =>
                    receipt is { Status: Confirmed, PendingRefund: null }
                        ? Problem.Of(Catalogue.WrongState, ("status", Name(Confirmed)), ("action", WithdrawWords))
                        : null,
            ]
        );

    /// <summary>Confirms the receipt, or the pending refund of a confirmed receipt.</summary>
    public static LifeAction<Receipt, ReceiptStatus> Confirm { get; } =
        Cycle.Add(
            "confirm",
            new("确认", "confirm"),
            PayerOrFinance,
            [Recorded, Confirmed],
            [Confirming, Confirmed, Refunded],
            conditions:
            [
                (receipt, _) => receipt is { Status: Confirmed, PendingRefund: null } ? Problem.Of(Catalogue.NothingToConfirm) : null,
            ]
        );

    public static LifeAction<Receipt, ReceiptStatus> Refund { get; } =
        Cycle.Add("refund", new("登记退款", "record a refund"), Payee, [Confirmed], [Confirmed], conditions: [NoPendingRefund]);

    public static LifeAction<Receipt, ReceiptStatus> BookTechnicalParts { get; } =
        Cycle.Add(
            "settle",
            new("核定技术性收入", "assess the technical income"),
            PayeeOrFinance,
            [Confirmed],
            [Confirmed],
            conditions: [NoPendingRefund]
        );

    public static IReadOnlyList<LifeAction<Receipt, ReceiptStatus>> All => Cycle.Actions;

    private static Problem? NoPendingRefund(Receipt receipt, Caller _) =>
        receipt.PendingRefund is null ? null : Problem.Of(Catalogue.RefundPending);

    internal static Text Name(ReceiptStatus status) =>
        status switch
        {
            Recorded => new("已登记，待确认", "recorded, awaiting confirmation"),
            Confirming => new("确认中", "confirming"),
            Confirmed => new("已确认", "confirmed"),
            Refunded => new("已全额退款", "fully refunded"),
            Withdrawn => new("已撤回", "withdrawn"),
        };
}
