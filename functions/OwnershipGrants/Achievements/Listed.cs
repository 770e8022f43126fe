using System.Runtime.CompilerServices;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>Reads the aggregates of a list, each from its own row, because list entries may be out of date.</summary>
public static class Listed
{
    private const int PageSize = 200;
    private const int Parallel = 12;

    public static async IAsyncEnumerable<string> IdsAsync(
        this Lists lists,
        string list,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        await foreach (var page in lists.PagesAsync(list, PageSize, cancellation: cancellation))
        {
            foreach (var line in page.Whole)
                yield return line.GetProperty("id").GetString()!;
        }
    }

    /// <summary>Keeps the order of the list; runs <c>read</c> for 12 ids at the same time.</summary>
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
