namespace TechTransfer.RewardCalculation.Settlements;

/// <summary>Pages of a settlement's result lines, ordered by claim id.</summary>
internal static class LinePages
{
    // A cursor is the claim id of the last line: any text of that form is a position.
    public static bool IsCursor(string? cursor) =>
        cursor is null || (cursor.Length is > 0 and <= 100 && cursor.All(char.IsAsciiLetterOrDigit));

    public static async Task<List<T>> TakeAsync<T>(IAsyncEnumerable<T> items, int most)
    {
        var taken = new List<T>();
        await foreach (var item in items)
        {
            taken.Add(item);
            if (taken.Count == most)
                break;
        }
        return taken;
    }
}
