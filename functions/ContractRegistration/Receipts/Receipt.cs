using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Receipts;

public enum ReceiptStatus
{
    Recorded,

    /// <summary>Confirmed; the booking on the income accounts of the receipt's contracts is not finished.</summary>
    Confirming,
    Confirmed,

    Refunded,

    Withdrawn,
}

/// <summary>What <see cref="BookReceipt.RunAsync"/> books on the income accounts after the commit.</summary>
public enum Booking
{
    None,

    /// <summary>The confirmed receipt; an account refuses it if it exceeds the contract.</summary>
    Receipt,

    /// <summary>Reversal of the entries already made on some accounts when another account refuses the receipt.</summary>
    Release,

    Refund,

    /// <summary>Technical income that could not be booked while the contract value was undetermined.</summary>
    Settlement,
}

public sealed record Receipt
{
    public required string Id { get; init; }
    public required ReceiptStatus Status { get; init; }

    /// <summary>The payee must be a seller of every contract of the receipt.</summary>
    public required ReceiptSide Payee { get; init; }

    /// <summary>The payer must be a buyer of every contract of the receipt.</summary>
    public required ReceiptSide Payer { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required Yuan Amount { get; init; }
    public required string InvoiceNumber { get; init; }
    public required string BankReference { get; init; }
    public required IReadOnlyList<Allocation> Allocations { get; init; }
    public IReadOnlyList<ReceiptAttachment> Papers { get; init; } = [];

    /// <summary>Warnings for the person who confirms the receipt.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
    public required Act Recorded { get; init; }
    public Act? Confirmed { get; init; }

    public IReadOnlyList<Refund> Refunds { get; init; } = [];

    public Refund? PendingRefund { get; init; }
    public Booking Booking { get; init; }

    /// <summary>Why an account refused the last confirmation; null after any other event.</summary>
    public BookingRefusal? Refusal { get; init; }

    public int Year => ReceivedOn.Year;

    /// <summary>Without the pending refund.</summary>
    public Yuan Refunded() => Refunds.Sum(r => r.Amount);
}

/// <param name="Uscc">Null for a foreign organisation or a natural person.</param>
/// <param name="Identity">Key for comparing parties; see <see cref="Party.Identity"/>.</param>
public sealed record ReceiptSide(string? Uscc, string Name, string Identity)
{
    public static ReceiptSide Of(Party party) => new(party.Uscc, party.Name, party.Identity());
}

/// <param name="Amount">Yuan, before refunds.</param>
/// <param name="EnteredTechnicalAmount">Technical income as the payee entered it, yuan; null for pro rata.</param>
/// <param name="TechnicalAmount">
/// Booked technical income (技术性收入), yuan; null before the booking and while the contract value is undetermined.
/// </param>
/// <param name="Parties">USCCs of the contract's sellers and buyers when the receipt was recorded; they may see this part.</param>
/// <param name="Historical">True for an imported past registration, which other apps do not know.</param>
public sealed record Allocation(
    string ContractId,
    string ContractNumber,
    string Title,
    Yuan Amount,
    Yuan? EnteredTechnicalAmount,
    Yuan? TechnicalAmount,
    IReadOnlyList<string> Parties,
    bool Historical = false
);

/// <summary>Listed without a file when the payee records the receipt; the file is uploaded later.</summary>
/// <param name="Kind">bankSlip, invoice, refundSlip or other.</param>
/// <param name="Sha256">Lower-case hexadecimal; before the upload only if the payee announced it, otherwise null.</param>
/// <param name="Type">Media type; null until the upload.</param>
/// <param name="Size">Bytes; null until the upload.</param>
[SchemaName("ReceiptPaper")]
public sealed record ReceiptAttachment(string Kind, string Name, string? Sha256 = null, string? Type = null, long? Size = null)
{
    public bool IsUploaded() => Size is not null;
}

/// <param name="RefundedOn">Day of the refund; it reduces the sums of that day's year.</param>
public sealed record Refund(
    DateOnly RefundedOn,
    Yuan Amount,
    string BankReference,
    IReadOnlyList<RefundPart> Parts,
    Act Filed,
    Act? Confirmed = null
);

/// <param name="TechnicalAmount">Technical income, yuan; null while the technical income of the receipt is not booked.</param>
public sealed record RefundPart(string ContractId, Yuan Amount, Yuan? TechnicalAmount);

public sealed record BookingRefusal(string Code, string Path, Text Message);
