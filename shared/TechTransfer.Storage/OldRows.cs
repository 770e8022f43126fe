using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Storage;

/// <summary>Deletes rows whose keys begin with an instant. Adding a row also deletes up to a page of old ones, so that their number
/// stays small.</summary>
internal static class OldRows
{
    private const int PageSize = 100;

    /// <param name="table">The table.</param>
    /// <param name="partition">The partition of the rows.</param>
    /// <param name="end">Rows before this key are old.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public static async Task DropAsync(TableClient table, string partition, string end, CancellationToken cancellation)
    {
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {end}");
        await foreach (var page in table.QueryAsync<TableEntity>(query, PageSize, ["PartitionKey", "RowKey"], cancellation).AsPages())
        {
            foreach (var row in page.Values)
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellation);
            return;
        }
    }
}
