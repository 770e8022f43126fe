using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Storage;

/// <summary>Reads a row that need not exist, and writes one over what was read, so that of two writers at once the second fails.</summary>
internal static class SingleRow
{
    /// <summary>Null when there is no such row.</summary>
    /// <param name="table">The table.</param>
    /// <param name="partition">The row's partition key.</param>
    /// <param name="key">The row's row key.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <param name="columns">The columns that are read; null for all.</param>
    public static async Task<TableEntity?> FindAsync(
        this TableClient table,
        string partition,
        string key,
        CancellationToken cancellation,
        IEnumerable<string>? columns = null
    )
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, columns, cancellation);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Adds the row, or replaces the one that was read. Fails with 404, 409 or 412 when another writer was faster.</summary>
    public static Task<Response> WriteAsync(this TableClient table, TableEntity row, TableEntity? before, CancellationToken cancellation) =>
        before is null
            ? table.AddEntityAsync(row, cancellation)
            : table.UpdateEntityAsync(row, before.ETag, TableUpdateMode.Replace, cancellation);

    /// <summary>The same as a part of a transaction.</summary>
    public static TableTransactionAction Write(TableEntity row, TableEntity? before) =>
        before is null ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, before.ETag);
}
