using TechTransfer.ContractRegistration.Registration;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>A party of one of the receipt's contracts sees only the part for that contract.</summary>
/// <seealso cref="Receipt"/>
public sealed record ReceiptView
{
    public required string Id { get; init; }
    public required ReceiptStatus Status { get; init; }
    public required PartyView Payee { get; init; }
    public required PartyView Payer { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required int Year { get; init; }

    /// <summary>Yuan; for callers who see only some allocations, the sum of these allocations.</summary>
    public required Yuan Amount { get; init; }
    public required Yuan Refunded { get; init; }
    public required string InvoiceNumber { get; init; }
    public string? BankReference { get; init; }
    public required IReadOnlyList<AllocationView> Allocations { get; init; }
    public required IReadOnlyList<RefundView> Refunds { get; init; }

    /// <summary>A refund that is not confirmed yet; absent for none.</summary>
    public RefundView? PendingRefund { get; init; }
    public IReadOnlyList<ReceiptAttachment>? Attachments { get; init; }
    public IReadOnlyList<FindingView>? Findings { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }
    public required long Version { get; init; }

    public sealed record PartyView(string? Uscc, string Name);

    /// <param name="TechnicalAmount">
    /// Booked technical income, yuan; left out before the confirmation and while the contract value is undetermined.
    /// </param>
    /// <param name="EnteredTechnicalAmount">Technical income as the payee entered it, yuan; null for pro rata.</param>
    /// <seealso cref="Allocation"/>
    public sealed record AllocationView(
        string ContractId,
        string ContractNumber,
        string Title,
        Yuan Amount,
        Yuan? TechnicalAmount,
        Yuan? EnteredTechnicalAmount,
        Yuan Refunded,
        Yuan? TechnicalRefunded
    );

    /// <seealso cref="Refund"/>
    public sealed record RefundView(
        DateOnly RefundedOn,
        int Year,
        Yuan Amount,
        string? BankReference,
        IReadOnlyList<RefundPart> Allocations,
        DateTimeOffset FiledAt,
        DateTimeOffset? ConfirmedAt
    );

    /// <summary>Throws for callers who may not see the receipt; commands answer such callers with 404 before.</summary>
    public static ReceiptView Of(Receipt receipt, Caller caller, long version)
    {
        var sight = ReceiptAccess.Of(receipt, caller);
        if (sight == ReceiptSight.None)
            throw new InvalidOperationException($"{caller.Subject} may not see receipt {receipt.Id}.");
        var full = sight == ReceiptSight.Full;
        var visible = receipt.Allocations.Where(a => full || ReceiptAccess.IsOf(a, caller)).ToArray();
        var ids = visible.Select(a => a.ContractId).ToHashSet();

        AllocationView Allocation(Allocation a)
        {
            var parts = receipt.Refunds.SelectMany(r => r.Parts).Where(p => p.ContractId == a.ContractId).ToArray();
            return new(
                a.ContractId,
                a.ContractNumber,
                a.Title,
                a.Amount,
                a.TechnicalAmount,
                a.EnteredTechnicalAmount,
                parts.Sum(p => p.Amount),
                a.TechnicalAmount is null ? null : parts.Sum(p => p.TechnicalAmount ?? Yuan.Zero)
            );
        }
        RefundView Refund(Refund r)
        {
            RefundPart[] parts = [.. r.Parts.Where(p => ids.Contains(p.ContractId))];
            return new(
                r.RefundedOn,
                r.RefundedOn.Year,
                parts.Sum(p => p.Amount),
                full ? r.BankReference : null,
                parts,
                r.Filed.At,
                r.Confirmed?.At
            );
        }
        RefundView[] refunds = [.. receipt.Refunds.Select(Refund).Where(r => r.Allocations.Count > 0)];
        return new()
        {
            Id = receipt.Id,
            Status = receipt.Status,
            Payee = new(receipt.Payee.Uscc, receipt.Payee.Name),
            Payer = new(receipt.Payer.Uscc, receipt.Payer.Name),
            ReceivedOn = receipt.ReceivedOn,
            Year = receipt.Year,
            Amount = visible.Sum(a => a.Amount),
            Refunded = refunds.Sum(r => r.Amount),
            InvoiceNumber = receipt.InvoiceNumber,
            BankReference = full ? receipt.BankReference : null,
            Allocations = [.. visible.Select(Allocation)],
            Refunds = refunds,
            PendingRefund = receipt.PendingRefund is { } pending && Refund(pending) is { Allocations.Count: > 0 } waiting ? waiting : null,
            Attachments = full ? receipt.Papers : null,
            Findings = full ? [.. receipt.Findings.Select(f => FindingView.Of(f, []))] : null,
            RecordedAt = receipt.Recorded.At,
            ConfirmedAt = receipt.Confirmed?.At,
            Version = version,
        };
    }
}
