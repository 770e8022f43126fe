using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Settlements;

public static class RunArithmetic
{
    /// <param name="budgetLeft">Budget left for the run; null when the policy has none.</param>
    public static IReadOnlyList<SettlementLine> Of(Policy policy, int year, Yuan? budgetLeft, IReadOnlyList<CollectedClaim> claims)
    {
        var byId = claims.ToDictionary(c => c.ClaimId);
        var result = Engine.Settlement.Of(policy, year, [.. claims.Select(Entry)], ContextOf(policy, budgetLeft, claims));
        return [.. result.Lines.Select(line => Line(byId[line.ClaimId], line))];
    }

    public static RunTotals Totals(IReadOnlyCollection<SettlementLine> lines) =>
        new(
            lines.Count,
            lines.Count(l => l.Amount == Yuan.Zero),
            lines.Sum(l => l.Claimed),
            lines.Sum(l => l.BeforeBudget),
            lines.Sum(l => l.Amount)
        );

    private static SettlementEntry Entry(CollectedClaim claim) =>
        new(claim.ClaimId, claim.Beneficiary.Uscc, claim.Role, claim.Claimed, claim.FiledOn, claim.CheckedOn, claim.Score)
        {
            FiledAt = claim.FiledAt,
        };

    private static SettlementContext ContextOf(Policy policy, Yuan? budgetLeft, IReadOnlyList<CollectedClaim> claims)
    {
        // The claims of an organisation are in the order of reading: the last one has the newest amounts of its accounts.
        var units = claims.GroupBy(c => c.Beneficiary.Uscc).ToDictionary(u => u.Key, u => u.Last());
        var context = new SettlementContext
        {
            SettledBefore = units.ToDictionary(u => u.Key, u => Yuan.FromFen(u.Value.UnitSettled.GetValueOrDefault(policy.Id))),
            SettledInProgramme = units.ToDictionary(
                u => u.Key,
                u => Yuan.FromFen(u.Value.UnitSettled.Where(s => s.Key != policy.Id).Sum(s => s.Value))
            ),
            GroupsTaken = units.Where(u => u.Value.HeldGroups.Count > 0).ToDictionary(u => u.Key, u => u.Value.HeldGroups),
        };
        return policy.Budget is not { } budget || budgetLeft is not { } left ? context
            : budget.CarryOver ? context with { CarriedOver = left - budget.PerYear }
            : context with { Spent = budget.PerYear - left };
    }

    private static SettlementLine Line(CollectedClaim claim, SettledAmount line) =>
        new()
        {
            ClaimId = claim.ClaimId,
            Beneficiary = claim.Beneficiary,
            Role = claim.Role,
            Contracts = claim.Contracts,
            Claimed = line.Claimed,
            BeforeBudget = line.Due,
            Amount = line.Amount,
            Place = line.Place,
            Steps = [.. line.Steps],
        };
}
