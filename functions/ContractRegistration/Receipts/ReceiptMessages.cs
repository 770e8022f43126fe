using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>Messages about receipts to other apps. Each contains the complete current receipt, not only the change.</summary>
public static class ReceiptMessages
{
    public static ReceiptConfirmed Confirmed(Receipt receipt) =>
        new()
        {
            ReceiptId = receipt.Id,
            Payee = Side(receipt.Payee),
            Payer = Side(receipt.Payer),
            ReceivedOn = receipt.ReceivedOn,
            Year = receipt.Year,
            Amount = receipt.Amount,
            Allocations = Allocations(receipt),
            Refunds = Refunds(receipt),
        };

    public static ReceiptRefunded Refunded(Receipt receipt) =>
        new()
        {
            ReceiptId = receipt.Id,
            Payee = Side(receipt.Payee),
            Payer = Side(receipt.Payer),
            ReceivedOn = receipt.ReceivedOn,
            Year = receipt.Year,
            Amount = receipt.Amount,
            Allocations = Allocations(receipt),
            Refunds = Refunds(receipt),
        };

    private static ReceiptParty Side(ReceiptSide side) => new(side.Uscc, side.Name);

    private static ReceiptAllocation[] Allocations(Receipt receipt) =>
        [.. receipt.Allocations.Select(a => new ReceiptAllocation(a.ContractId, a.Amount, a.TechnicalAmount, a.Historical))];

    private static ReceiptRefund[] Refunds(Receipt receipt) =>
        [
            .. receipt.Refunds.Select(r => new ReceiptRefund(
                r.RefundedOn,
                r.RefundedOn.Year,
                r.Amount,
                [.. r.Parts.Select(p => new ReceiptAllocation(p.ContractId, p.Amount, p.TechnicalAmount))]
            )),
        ];
}
