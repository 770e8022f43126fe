namespace TechTransfer.RewardCalculation.ContractFacts;

/// <param name="Year">Calendar year in China time.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Amount">The whole amount; negative when refunds exceed receipts.</param>
/// <param name="Technical">Technical income in the amount.</param>
public sealed record MonthlyMoney(int Year, int Month, Yuan Amount, Yuan Technical);
