using TechTransfer.Messages;

namespace TechTransfer.RewardCalculation.ContractFacts;

/// <summary>A confirmed receipt as it stood when it was last heard of: what schemes based on money really received look at.</summary>
/// <param name="Year">The year the money counts for; a refund counts for the year it was paid back in.</param>
/// <param name="Allocations">By contract, before refunds.</param>
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
