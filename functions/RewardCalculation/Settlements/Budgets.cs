using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Settlements;

public static class Budgets
{
    /// <summary>
    /// What may still be spent for a policy year; null without a budget. With carry-over, money left from earlier years is added, less
    /// what later years have already spent of it.
    /// </summary>
    /// <param name="book">All policies; the version of each year sets its budget.</param>
    /// <param name="policy">The version that governs the year.</param>
    /// <param name="spent">Sums of the programme's account, fen, named by <see cref="ClaimAccounts.Spent"/>.</param>
    public static Yuan? Left(PolicyBook book, Policy policy, int year, IReadOnlyDictionary<string, long> spent)
    {
        if (policy.Budget is not { } budget)
            return null;
        if (!budget.CarryOver)
            return Yuan.Max(budget.PerYear - SpentIn(year), Yuan.Zero);

        var first = book.VersionsOf(policy.Id).Min(v => v.YearOf(v.From));
        var last = Math.Max(year, spent.Keys.Select(YearOf).OfType<int>().DefaultIfEmpty(year).Max());
        var (sum, least) = (Yuan.Zero, (Yuan?)null);
        for (var y = first; y <= last; y++)
        {
            sum += (book.ForYear(policy.Id, y)?.Budget?.PerYear ?? Yuan.Zero) - SpentIn(y);
            // Spending in this year must not use what a later year has spent already.
            if (y >= year)
                least = least is { } before ? Yuan.Min(before, sum) : sum;
        }
        return Yuan.Max(least ?? Yuan.Zero, Yuan.Zero);

        Yuan SpentIn(int y) => Yuan.FromFen(spent.GetValueOrDefault(ClaimAccounts.Spent(y)));
    }

    private static int? YearOf(string figure) =>
        figure.StartsWith("spent.", StringComparison.Ordinal)
            ? int.Parse(figure.AsSpan(6), System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
