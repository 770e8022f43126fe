namespace TechTransfer.RewardCalculation.Policies;

internal static class Lists
{
    /// <summary>An empty list would make a condition that nobody, or everybody, meets.</summary>
    public static IEnumerable<(string Path, string Reason)> FaultsUnlessFilled<T>(string path, IReadOnlyList<T> list)
    {
        if (list.Count == 0) yield return (path, "the list is empty");
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is "") yield return ($"{path}[{i}]", "the text is empty and would match everything");
        }
    }
}
