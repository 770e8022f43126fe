using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;

namespace TechTransfer.Messages;

/// <summary>A receipt of money as it stands: every message about it carries the whole, so that they may arrive in any order.</summary>
public abstract record ReceiptMessage
{
    /// <summary>The receipt.</summary>
    public required string ReceiptId { get; init; }

    /// <summary>Who received the money: a seller of every contract it is for.</summary>
    public required ReceiptParty Payee { get; init; }

    /// <summary>Who paid: a buyer of every contract it is for.</summary>
    public required ReceiptParty Payer { get; init; }

    /// <summary>The day the money came in, in China time.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>The year it counts for: that of <see cref="ReceivedOn"/>.</summary>
    public required int Year { get; init; }

    /// <summary>What came in, yuan, before refunds.</summary>
    public required Yuan Amount { get; init; }

    /// <summary>The contracts it is for; the amounts add up to <see cref="Amount"/>.</summary>
    public required IReadOnlyList<ReceiptAllocation> Allocations { get; init; }

    /// <summary>All confirmed refunds so far, oldest first.</summary>
    public required IReadOnlyList<ReceiptRefund> Refunds { get; init; }
}

/// <summary>Money received on contracts was confirmed (到账确认), or its technical parts were settled later. Published by
/// ContractRegistration.</summary>
[WireName(MessageNames.ReceiptConfirmed)]
public sealed record ReceiptConfirmed : ReceiptMessage;

/// <summary>Money received was paid back, in part or in full, and the refund was confirmed. Published by ContractRegistration.</summary>
[WireName(MessageNames.ReceiptRefunded)]
public sealed record ReceiptRefunded : ReceiptMessage;

/// <summary>A side of a receipt.</summary>
/// <param name="Uscc">The unified social credit code; null for a foreign organisation or a natural person.</param>
/// <param name="Name">Its name.</param>
public sealed record ReceiptParty(string? Uscc, string Name);

/// <summary>A part of a receipt or of a refund.</summary>
/// <param name="ContractId">The registration case.</param>
/// <param name="Amount">Yuan.</param>
/// <param name="TechnicalAmount">The technical part (技术性收入), yuan; null while the contract's value is undetermined.</param>
/// <param name="Historical">True for a registration of the past that was only brought in: nothing else is told of that contract.</param>
public sealed record ReceiptAllocation(string ContractId, Yuan Amount, Yuan? TechnicalAmount, bool Historical = false);

/// <summary>Money paid back.</summary>
/// <param name="RefundedOn">The day it was paid back, in China time; it reduces the sums of that day's year.</param>
/// <param name="Year">That year.</param>
/// <param name="Amount">Yuan.</param>
/// <param name="Allocations">By contract.</param>
public sealed record ReceiptRefund(DateOnly RefundedOn, int Year, Yuan Amount, IReadOnlyList<ReceiptAllocation> Allocations);
