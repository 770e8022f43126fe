namespace TechTransfer.ContractRegistration.Statistics;

/// <summary>
/// Which cells of a row of parts and total the public does not see: those under the limit, and as many of the next smallest as it takes so
/// that at least two are hidden and these hold at least the limit together. What is left by subtraction from the total is then never one
/// cell's, nor that of too few contracts.
/// </summary>
public static class Suppression
{
    /// <param name="cells">Number of contracts by code. Empty cells hide nothing.</param>
    /// <param name="limit">From how many contracts on a cell may be shown.</param>
    public static IReadOnlySet<string> Hidden(IReadOnlyDictionary<string, long> cells, int limit)
    {
        var bySize = cells.Where(c => c.Value > 0).OrderBy(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).ToArray();
        var small = bySize.Count(c => c.Value < limit);
        if (small == 0)
            return new HashSet<string>();

        var hidden = small;
        while (hidden < bySize.Length && (hidden < 2 || bySize[..hidden].Sum(c => c.Value) < limit))
            hidden++;
        return bySize[..hidden].Select(c => c.Key).ToHashSet();
    }
}
