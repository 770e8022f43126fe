using TechTransfer.Messages;

namespace TechTransfer.RewardCalculation.ContractFacts;

/// <summary>A confirmed receipt as the last message described it; policies that reward money actually received use it.</summary>
/// <param name="Year">Year for which the money counts; a refund counts for the year in which it was paid back.</param>
/// <param name="Allocations">Amounts by contract, before refunds.</param>
/// <param name="Refunds">All confirmed refunds, oldest first.</param>
public sealed record ReceiptFacts(
    string ReceiptId,
    ReceiptParty Payee,
    ReceiptParty Payer,
    DateOnly ReceivedOn,
    int Year,
    Yuan Amount,
    IReadOnlyList<ReceiptAllocation> Allocations,
    IReadOnlyList<ReceiptRefund> Refunds
)
{
    public static ReceiptFacts Of(ReceiptMessage receipt) =>
        new(
            receipt.ReceiptId,
            receipt.Payee,
            receipt.Payer,
            receipt.ReceivedOn,
            receipt.Year,
            receipt.Amount,
            receipt.Allocations,
            receipt.Refunds
        );
}
