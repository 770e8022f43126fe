namespace TechTransfer.ContractRegistration.Statistics;

/// <summary>
/// Hides cells below the limit, then the next smallest cells until at least two are hidden that together reach the limit. Subtracting from
/// the total then reveals neither a single cell nor too few contracts.
/// </summary>
public static class Suppression
{
    /// <param name="cells">Number of contracts by code. Empty cells are never hidden.</param>
    /// <param name="limit">Minimum number of contracts in a cell that may be shown.</param>
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
