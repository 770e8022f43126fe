using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>The payee took the receipt back before it was confirmed.</summary>
[WireName("ReceiptWithdrawn")]
public sealed record ReceiptWithdrawn(string By, DateTimeOffset At);

/// <summary>The payee took a refund back before it was confirmed.</summary>
[WireName("RefundWithdrawn")]
public sealed record RefundWithdrawn(string By, DateTimeOffset At);

/// <summary>撤回 of whatever waits for confirmation. A receipt that is withdrawn frees its invoice number.</summary>
public static class WithdrawReceipt
{
    public static Outcome<Change<Receipt>> Decide(Receipt receipt, Caller caller, DateTimeOffset now)
    {
        if (ReceiptLifeCycle.Withdraw.Against(receipt, caller) is { } problem)
            return problem;
        return receipt.PendingRefund is null
            ? new Change<Receipt>(
                receipt with
                {
                    Status = ReceiptStatus.Withdrawn,
                    Refusal = null,
                },
                new ReceiptWithdrawn(caller.Subject, now)
            )
            : new Change<Receipt>(receipt with { PendingRefund = null, Refusal = null }, new RefundWithdrawn(caller.Subject, now));
    }
}
