namespace TechTransfer.RewardCalculation.ContractFacts;

/// <param name="Year">Calendar year in China time.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Amount">The whole amount; negative when refunds exceed receipts.</param>
/// <param name="Technical">Technical part of the amount.</param>
public sealed record MonthlyMoney(int Year, int Month, Yuan Amount, Yuan Technical)
{
    /// <summary>
    /// What to add where a refund counts for the month of its receipt: below zero in that month, above zero in the month of the refund.
    /// </summary>
    public Yuan Moved { get; init; }

    /// <summary>Technical part of <see cref="Moved"/>.</summary>
    public Yuan MovedTechnical { get; init; }
}
