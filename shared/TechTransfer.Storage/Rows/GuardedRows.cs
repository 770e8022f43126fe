using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Storage.Rows;

/// <summary>Rows derived from an aggregate's state. A row carries the aggregate's version, and a late writer never overwrites a newer
/// version.</summary>
internal static class GuardedRows
{
    public const string Version = "Version";
    public const string Deleted = "Deleted";
    private const int Attempts = 12;

    /// <summary>Writes the row unless a later version is stored, or the same one without <paramref name="overSame"/>. False when it was not
    /// written.</summary>
    /// <param name="table">The table.</param>
    /// <param name="row">The row, with its version.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <param name="overSame">Also replaces a row of the same version.</param>
    /// <param name="isNew">There is probably no such row: it is added without a look.</param>
    public static async Task<bool> PutAsync(
        TableClient table,
        TableEntity row,
        CancellationToken cancellation,
        bool overSame = false,
        bool isNew = false
    )
    {
        var version = row.GetInt64(Version) ?? throw new ArgumentException("A guarded row has a version.", nameof(row));
        for (var attempt = 1; ; attempt++)
        {
            var existing = isNew && attempt == 1 ? null : await table.FindAsync(row.PartitionKey, row.RowKey, cancellation, [Version]);
            if (existing?.GetInt64(Version) is { } stands && (stands > version || (stands == version && !overSame)))
                return false;
            try
            {
                await table.WriteAsync(row, existing, cancellation);
                return true;
            }
            catch (RequestFailedException exists) when (exists.Status == 409 && isNew && attempt == 1)
            {
                // There is one after all.
            }
            catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && attempt < Attempts)
            {
                await Contention.PauseAsync(attempt, cancellation);
            }
        }
    }
}

/// <summary>Random pauses of 1 to 127 ms after a write conflict, longer with each attempt.</summary>
internal static class Contention
{
    public static Task PauseAsync(int attempt, CancellationToken cancellation) =>
        Task.Delay(Random.Shared.Next(1, 8 * Math.Min(attempt, 16)), cancellation);
}
