using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Receipts;

/// <summary>Where a receipt stands.</summary>
public enum ReceiptStatus
{
    /// <summary>The payee recorded it; the payer or finance has not confirmed it yet.</summary>
    Recorded,

    /// <summary>Confirmed, and being booked on its contracts.</summary>
    Confirming,
    Confirmed,

    /// <summary>Paid back in full.</summary>
    Refunded,

    /// <summary>Taken back before it was confirmed.</summary>
    Withdrawn,
}

/// <summary>What is still to be booked on the income accounts, after the commit: <see cref="BookReceipt.RunAsync"/>.</summary>
public enum Booking
{
    None,

    /// <summary>The receipt itself: each account says whether there is room.</summary>
    Receipt,

    /// <summary>What an account took before another one refused.</summary>
    Release,

    /// <summary>A confirmed refund.</summary>
    Refund,

    /// <summary>Technical parts that were open.</summary>
    Settlement,
}

/// <summary>Money received on registered contracts (到账), changed only by decisions.</summary>
public sealed record Receipt
{
    public required string Id { get; init; }
    public required ReceiptStatus Status { get; init; }

    /// <summary>A seller of every contract it is for.</summary>
    public required ReceiptSide Payee { get; init; }

    /// <summary>A buyer of every contract it is for.</summary>
    public required ReceiptSide Payer { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required Yuan Amount { get; init; }
    public required string InvoiceNumber { get; init; }
    public required string BankReference { get; init; }
    public required IReadOnlyList<Allocation> Allocations { get; init; }
    public IReadOnlyList<ReceiptAttachment> Papers { get; init; } = [];

    /// <summary>Warnings that whoever confirms it should see.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
    public required Act Recorded { get; init; }
    public Act? Confirmed { get; init; }

    /// <summary>Confirmed refunds, oldest first.</summary>
    public IReadOnlyList<Refund> Refunds { get; init; } = [];

    /// <summary>A refund that waits for its confirmation.</summary>
    public Refund? PendingRefund { get; init; }
    public Booking Booking { get; init; }

    /// <summary>Why the last confirmation was refused; null after any other event.</summary>
    public BookingRefusal? Refusal { get; init; }

    /// <summary>The year it counts for.</summary>
    public int Year => ReceivedOn.Year;

    /// <summary>What was paid back, waiting refunds left out.</summary>
    public Yuan Refunded() => Refunds.Sum(r => r.Amount);
}

/// <summary>A side of a receipt.</summary>
/// <param name="Uscc">Null for a foreign organisation or a natural person.</param>
/// <param name="Identity">See <see cref="Party.Identity"/>.</param>
public sealed record ReceiptSide(string? Uscc, string Name, string Identity)
{
    public static ReceiptSide Of(Party party) => new(party.Uscc, party.Name, party.Identity());
}

/// <summary>The part of a receipt that is for one contract.</summary>
/// <param name="Amount">Yuan, before refunds.</param>
/// <param name="EnteredTechnicalAmount">The technical part as the payee entered it; null for pro rata.</param>
/// <param name="TechnicalAmount">The technical part as it was booked (技术性收入); null before that, and while the contract's value is
/// undetermined.</param>
/// <param name="Parties">USCCs of the contract's sellers and buyers when it was recorded: they see this part.</param>
/// <param name="Historical">True for an imported past registration: other apps do not know it.</param>
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

/// <summary>A paper of a receipt: announced by the payee, then uploaded.</summary>
/// <param name="Kind">bankSlip, invoice, refundSlip or other.</param>
/// <param name="Sha256">Lower-case hexadecimal; null until it is uploaded, unless the payee announced it.</param>
/// <param name="Type">Media type; null until it is uploaded.</param>
/// <param name="Size">Bytes; null until it is uploaded.</param>
[SchemaName("ReceiptPaper")]
public sealed record ReceiptAttachment(string Kind, string Name, string? Sha256 = null, string? Type = null, long? Size = null)
{
    public bool IsUploaded() => Size is not null;
}

/// <summary>Money paid back.</summary>
/// <param name="RefundedOn">The day it was paid back: it reduces the sums of that day's year.</param>
/// <param name="Parts">By contract.</param>
public sealed record Refund(
    DateOnly RefundedOn,
    Yuan Amount,
    string BankReference,
    IReadOnlyList<RefundPart> Parts,
    Act Filed,
    Act? Confirmed = null
);

/// <summary>The part of a refund that falls on one contract.</summary>
/// <param name="TechnicalAmount">The technical part paid back; null while that of the receipt is open.</param>
public sealed record RefundPart(string ContractId, Yuan Amount, Yuan? TechnicalAmount);

/// <summary>Why an account refused a receipt.</summary>
public sealed record BookingRefusal(string Code, string Path, Text Message);
