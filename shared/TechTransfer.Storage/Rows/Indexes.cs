using Azure.Data.Tables;

namespace TechTransfer.Storage.Rows;

/// <summary>Sets of ids that only grow, one partition each, such as the contracts to consider for a year. An id in a set is a hint: read
/// the object itself to learn whether it still belongs there.</summary>
public sealed class Indexes(AppStorage storage)
{
    /// <summary>Adds an id to a set; does nothing when the set contains it. Costs one write.</summary>
    /// <param name="set">Name of the set, of characters allowed in table keys.</param>
    /// <param name="id">The id, of characters allowed in table keys.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public Task AddAsync(string set, string id, CancellationToken cancellation = default) =>
        storage.Copies.UpsertEntityAsync(new TableEntity(Partition(set), id), TableUpdateMode.Merge, cancellation);

    /// <summary>Reads a page of a set in ordinal order of its ids. A page shorter than the limit may still have a successor; an empty one
    /// is the end. Costs one query.</summary>
    /// <param name="set">Name of the set.</param>
    /// <param name="limit">Page size, 1 to 1000.</param>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<IReadOnlyList<string>> ReadAsync(
        string set,
        int limit,
        string? after = null,
        CancellationToken cancellation = default
    )
    {
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(set)} and RowKey gt {after ?? ""}");
        await foreach (var page in storage.Copies.QueryAsync<TableEntity>(query, limit, ["RowKey"], cancellation).AsPages())
        {
            if (page.Values.Count > 0 || page.ContinuationToken is null)
                return [.. page.Values.Select(row => row.RowKey)];
        }
        return [];
    }

    private static string Partition(string set) => $"set|{set}";
}
