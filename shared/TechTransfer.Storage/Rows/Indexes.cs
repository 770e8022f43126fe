using Azure.Data.Tables;

namespace TechTransfer.Storage.Rows;

/// <summary>
/// Sets of ids that only grow, one partition each: where to look for what concerns a year, a contract … An id in a set is a hint; what it
/// stands for says whether it still belongs there.
/// </summary>
public sealed class Indexes(AppStorage storage)
{
    /// <summary>Puts an id into a set; nothing happens when it is in it. One write.</summary>
    /// <param name="set">The set: characters that a table's key takes.</param>
    /// <param name="id">The id: likewise.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task AddAsync(string set, string id, CancellationToken cancellation = default) =>
        storage.Copies.UpsertEntityAsync(new TableEntity(Partition(set), id), TableUpdateMode.Merge, cancellation);

    /// <summary>A page of a set in the ordinal order of its ids: one query. A page shorter than the limit may still go on; an empty one is
    /// the end.</summary>
    /// <param name="set">The set.</param>
    /// <param name="limit">1 to 1000.</param>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="cancellation">Stops it.</param>
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
