using TechTransfer.Kernel;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>Works a run's claims out by its policy. Pure: the same claims in any order give the same lines.</summary>
public static class RunArithmetic
{
    /// <summary>A line for each claim.</summary>
    /// <param name="budgetLeft">What the budget leaves; null without one.</param>
    public static IReadOnlyList<SettlementLine> Of(Policy policy, int year, Yuan? budgetLeft, IReadOnlyList<CollectedClaim> claims) =>
        [.. claims.Select(c => new SettlementLine { ClaimId = c.ClaimId, Beneficiary = c.Beneficiary, Role = c.Role, Contracts = c.Contracts, Claimed = c.Claimed, BeforeBudget = c.Claimed, Amount = c.Claimed, Steps = [] })];

    public static RunTotals Totals(IReadOnlyCollection<SettlementLine> lines) =>
        new(lines.Count, lines.Count(l => l.Amount == Yuan.Zero), lines.Sum(l => l.Claimed), lines.Sum(l => l.BeforeBudget), lines.Sum(l => l.Amount));
}
