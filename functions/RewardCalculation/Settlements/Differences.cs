namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>A claim with different results in two runs.</summary>
/// <param name="Beneficiary">Name of the beneficiary.</param>
/// <param name="Before">Amount in the earlier run; null when the claim is not in it.</param>
/// <param name="After">Amount in the later run; null when the claim is not in it.</param>
/// <param name="Change">Amount after less amount before.</param>
public sealed record Difference(string ClaimId, string Beneficiary, Yuan? Before, Yuan? After, Yuan Change);

/// <param name="Before">Totals of the earlier settlement.</param>
/// <param name="After">Totals of this settlement.</param>
public sealed record DifferencePage(RunTotals Before, RunTotals After, IReadOnlyList<Difference> Items, string? Cursor);

public static class Differences
{
    /// <summary>The differences, ordered by claim id. Both inputs must have that order and are read only once.</summary>
    public static async IAsyncEnumerable<Difference> Between(
        IAsyncEnumerable<SettlementLine> before,
        IAsyncEnumerable<SettlementLine> after
    )
    {
        await using var old = before.GetAsyncEnumerator();
        await using var now = after.GetAsyncEnumerator();
        var (hasOld, hasNow) = (await old.MoveNextAsync(), await now.MoveNextAsync());
        while (hasOld || hasNow)
        {
            var order =
                !hasNow ? -1
                : !hasOld ? 1
                : string.CompareOrdinal(old.Current.ClaimId, now.Current.ClaimId);
            var (left, right) = (order <= 0 ? old.Current : null, order >= 0 ? now.Current : null);
            // A line that was dropped at closing counts as zero.
            var (was, @is) = (AmountOf(left), AmountOf(right));
            if (was != @is || left is null || right is null)
                yield return new(
                    (left ?? right)!.ClaimId,
                    (left ?? right)!.Beneficiary.Name,
                    left is null ? null : was,
                    right is null ? null : @is,
                    @is - was
                );
            if (left is not null)
                hasOld = await old.MoveNextAsync();
            if (right is not null)
                hasNow = await now.MoveNextAsync();
        }
    }

    private static Yuan AmountOf(SettlementLine? line) => line is null or { Outcome: LineOutcome.Dropped } ? Yuan.Zero : line.Amount;
}
