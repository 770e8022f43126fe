namespace TechTransfer.RewardCalculation.ContractFacts;

/// <summary>The money of one month.</summary>
/// <param name="Year">Calendar year in China time.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Amount">Of the whole contract; negative when refunds exceed receipts.</param>
/// <param name="Technical">The technical part of it.</param>
public sealed record MonthlyMoney(int Year, int Month, Yuan Amount, Yuan Technical);
