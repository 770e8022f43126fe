namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>A receipt in a list. In a contract's list, the amounts are those allocated to the contract.</summary>
public sealed record ReceiptSummary
{
    public required string Id { get; init; }
    public required ReceiptStatus Status { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required int Year { get; init; }
    public required string Payee { get; init; }
    public required string Payer { get; init; }
    public required string InvoiceNumber { get; init; }
    public required Yuan Amount { get; init; }

    /// <summary>Technical income, yuan; null before the booking and while a contract value is undetermined.</summary>
    public Yuan? TechnicalAmount { get; init; }
    public required Yuan Refunded { get; init; }
    public required bool RefundPending { get; init; }

    /// <summary>
    /// USCCs of the organisations that may see the entry: payee and payer, in a contract's list also the contract's parties at the time of
    /// recording. Null in entries of earlier releases.
    /// </summary>
    public IReadOnlyList<string>? Organisations { get; init; }
}

public static class ReceiptLists
{
    public static string OfContract(string contractId) => $"receipts|contract|{contractId}";

    public static string OfParty(string uscc) => $"receipts|party|{uscc}";

    public static string OfStatus(ReceiptStatus status) => $"receipts|status|{Json.EnumName(status)}";

    public static IEnumerable<ListEntry> Of(Receipt receipt)
    {
        var sortKey = ListEntry.NewestFirst(receipt.Recorded.At);
        var whole = new ReceiptSummary
        {
            Id = receipt.Id,
            Status = receipt.Status,
            ReceivedOn = receipt.ReceivedOn,
            Year = receipt.Year,
            Payee = receipt.Payee.Name,
            Payer = receipt.Payer.Name,
            InvoiceNumber = receipt.InvoiceNumber,
            Amount = receipt.Amount,
            TechnicalAmount = receipt.Allocations.All(a => a.TechnicalAmount is not null)
                ? receipt.Allocations.Sum(a => a.TechnicalAmount!.Value)
                : null,
            Refunded = receipt.Refunded(),
            RefundPending = receipt.PendingRefund is not null,
            Organisations = [.. ReceiptAccess.Organisations(receipt, [])],
        };
        foreach (var allocation in receipt.Allocations)
        {
            var part = whole with
            {
                Amount = allocation.Amount,
                TechnicalAmount = allocation.TechnicalAmount,
                Refunded = RefundReceipt.RefundedOf(receipt, allocation),
                Organisations = [.. ReceiptAccess.Organisations(receipt, [allocation])],
            };
            yield return new(OfContract(allocation.ContractId), sortKey, part);
        }
        foreach (var uscc in new[] { receipt.Payee.Uscc, receipt.Payer.Uscc }.OfType<string>().Distinct())
            yield return new(OfParty(uscc), sortKey, whole);
        yield return new(OfStatus(receipt.Status), sortKey, whole);
    }
}
