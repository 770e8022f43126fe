using System.Runtime.CompilerServices;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>All aggregates of a list: walks it page by page, and reads each itself, since lines are hints.</summary>
public static class Listed
{
    private const int PageSize = 200;
    private const int Parallel = 12;

    /// <summary>The ids, in the list's order.</summary>
    public static async IAsyncEnumerable<string> IdsAsync(
        this Lists lists,
        string list,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        string? cursor = null;
        do
        {
            var page = (await lists.ReadAsync(list, PageSize, cursor, cancellation: cancellation)).Value;
            foreach (var line in page.Whole)
                yield return line.GetProperty("id").GetString()!;
            cursor = page.Cursor;
        } while (cursor is not null);
    }

    /// <summary>Something of each, read a few at a time.</summary>
    public static async IAsyncEnumerable<T> EachAsync<T>(
        this Lists lists,
        string list,
        Func<string, Task<T>> read,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        await foreach (var chunk in lists.IdsAsync(list, cancellation).Chunk(Parallel).WithCancellation(cancellation))
        {
            foreach (var one in await Task.WhenAll(chunk.Select(read)))
                yield return one;
        }
    }
}
