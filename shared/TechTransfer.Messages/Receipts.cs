using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Messages;

/// <summary>The complete current state of a receipt of money, contained in every message about it, so that messages may arrive in any
/// order.</summary>
public abstract record ReceiptMessage
{
    /// <summary>Id of the receipt, the same in all messages about it.</summary>
    public required string ReceiptId { get; init; }

    /// <summary>The organisation that received the money: a seller in each of the contracts.</summary>
    public required ReceiptParty Payee { get; init; }

    /// <summary>The organisation that paid: a buyer in each of the contracts.</summary>
    public required ReceiptParty Payer { get; init; }

    /// <summary>Day on which the money was received, in China time.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>Calendar year of <see cref="ReceivedOn"/>, in which the receipt counts.</summary>
    public required int Year { get; init; }

    /// <summary>Received amount in yuan, before the refunds in <see cref="Refunds"/>.</summary>
    public required Yuan Amount { get; init; }

    /// <summary>The amount's allocation to contracts; the parts add up to <see cref="Amount"/>.</summary>
    public required IReadOnlyList<ReceiptAllocation> Allocations { get; init; }

    /// <summary>All refunds that are confirmed at the time of the message, oldest first.</summary>
    public required IReadOnlyList<ReceiptRefund> Refunds { get; init; }
}

/// <summary>A receipt of money was confirmed (到账确认), or its technical income was determined later. Published by
/// ContractRegistration.</summary>
[WireName(MessageNames.ReceiptConfirmed)]
public sealed record ReceiptConfirmed : ReceiptMessage;

/// <summary>A partial or full refund of a receipt was confirmed. Published by ContractRegistration.</summary>
[WireName(MessageNames.ReceiptRefunded)]
public sealed record ReceiptRefunded : ReceiptMessage;

/// <summary>A buyer pays and a seller receives; both are parties of each contract concerned.</summary>
/// <param name="Uscc">Unified social credit code; null for a foreign organisation or a natural person.</param>
/// <param name="Name">Name of the payer or payee.</param>
public sealed record ReceiptParty(string? Uscc, string Name);

/// <summary>The part of a receipt or refund that belongs to one contract.</summary>
/// <param name="ContractId">Id of the contract in contract registration.</param>
/// <param name="Amount">Amount in yuan.</param>
/// <param name="TechnicalAmount">Technical income (技术性收入) in yuan; null while the contract's value is undetermined.</param>
/// <param name="Historical">True when the contract was imported as a past registration, about which no other messages are sent.</param>
public sealed record ReceiptAllocation(string ContractId, Yuan Amount, Yuan? TechnicalAmount, bool Historical = false);

/// <summary>A refund counts in its own year, which may be later than the receipt's.</summary>
/// <param name="RefundedOn">Day of the refund, in China time.</param>
/// <param name="Year">Calendar year of the refund, whose sums it reduces.</param>
/// <param name="Amount">Refunded amount in yuan.</param>
/// <param name="Allocations">The refund's parts by contract.</param>
public sealed record ReceiptRefund(DateOnly RefundedOn, int Year, Yuan Amount, IReadOnlyList<ReceiptAllocation> Allocations);
