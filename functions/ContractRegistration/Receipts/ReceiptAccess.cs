using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>How much of a receipt somebody may see.</summary>
public enum ReceiptSight
{
    /// <summary>Nothing: to this caller it does not exist.</summary>
    None,
    /// <summary>The parts that are for contracts of his own.</summary>
    OwnContracts,
    Full,
}

/// <summary>Who may see and do what; each check gives the problem that stands against it, or null.</summary>
internal static class ReceiptAccess
{
    public static Text Withdraw { get; } = new("撤回", "withdraw");
    public static Text Refund { get; } = new("登记退款", "refund");
    public static Text Attach { get; } = new("上传凭证", "attach papers");
    public static Text Confirm { get; } = new("确认", "confirm");
    public static Text Settle { get; } = new("核定技术部分", "settle the technical part");

    public static ReceiptSight Of(Receipt receipt, Caller caller)
    {
        if (!MaySee(Organisations(receipt, receipt.Allocations), caller)) return ReceiptSight.None;
        return IsOfficial(caller) || caller.ActsFor(receipt.Payee.Uscc) || caller.ActsFor(receipt.Payer.Uscc) ? ReceiptSight.Full : ReceiptSight.OwnContracts;
    }

    /// <summary>Whether somebody sees anything of what is for these organisations.</summary>
    public static bool MaySee(IEnumerable<string> organisations, Caller caller) => IsOfficial(caller) || organisations.Any(caller.ActsFor);

    /// <summary>USCCs of those who see parts of a receipt: its two sides, and the parts' parties.</summary>
    public static IEnumerable<string> Organisations(Receipt receipt, IEnumerable<Allocation> parts) =>
        new[] { receipt.Payee.Uscc, receipt.Payer.Uscc }.OfType<string>().Concat(parts.SelectMany(a => a.Parties)).Distinct();

    /// <summary>Those who see all receipts.</summary>
    public static bool IsOfficial(Caller caller) => caller.Is(Role.Finance) || caller.Is(Role.Registrar) || caller.Is(Role.Auditor);

    public static bool IsOf(Allocation allocation, Caller caller) => allocation.Parties.Any(caller.ActsFor);

    public static Problem? Payee(Receipt receipt, Caller caller, Text action) =>
        caller.ActsFor(receipt.Payee.Uscc) ? null : Problem.Of(Catalogue.PayeeOnly, ("action", action));

    public static Problem? PayerOrFinance(Receipt receipt, Caller caller) =>
        caller.ActsFor(receipt.Payer.Uscc) || caller.Is(Role.Finance) ? null : Problem.Of(Catalogue.PayerOrFinanceOnly);

    public static Problem? Status(Receipt receipt, Text action, params ReadOnlySpan<ReceiptStatus> allowed) =>
        allowed.Contains(receipt.Status) ? null : Problem.Of(Catalogue.WrongState, ("status", Name(receipt.Status)), ("action", action));

    private static Text Name(ReceiptStatus status) => status switch
    {
        ReceiptStatus.Recorded => new("已登记，待确认", "recorded"),
        ReceiptStatus.Confirming => new("确认中", "confirming"),
        ReceiptStatus.Confirmed => new("已确认", "confirmed"),
        ReceiptStatus.Refunded => new("已全额退款", "refunded"),
        ReceiptStatus.Withdrawn => new("已撤回", "withdrawn"),
    };
}
