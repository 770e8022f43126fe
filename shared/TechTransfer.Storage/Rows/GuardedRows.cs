using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Storage.Rows;

/// <summary>Rows made from an aggregate's state: a row of an older or the same version never replaces a newer one, whenever its writer gets
/// there.</summary>
internal static class GuardedRows
{
    public const string Version = "Version";
    public const string Deleted = "Deleted";
    private const int Attempts = 12;

    /// <summary>Writes the row unless one of its version (unless <paramref name="overSame"/>) or a later one stands there. False when it
    /// was too late.</summary>
    public static async Task<bool> PutAsync(TableClient table, TableEntity row, CancellationToken cancellation, bool overSame = false)
    {
        var version = row.GetInt64(Version) ?? throw new ArgumentException("A guarded row has a version.", nameof(row));
        for (var attempt = 1; ; attempt++)
        {
            var existing = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, [Version], cancellation);
            if (
                existing.HasValue
                && existing.Value!.GetInt64(Version) is var stands
                && (stands > version || (stands == version && !overSame))
            )
                return false;
            try
            {
                if (existing.HasValue)
                    await table.UpdateEntityAsync(row, existing.Value!.ETag, TableUpdateMode.Replace, cancellation);
                else
                    await table.AddEntityAsync(row, cancellation);
                return true;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && attempt < Attempts)
            {
                await Contention.PauseAsync(attempt, cancellation);
            }
        }
    }
}

/// <summary>A short random pause after losing a race, longer each time.</summary>
internal static class Contention
{
    public static Task PauseAsync(int attempt, CancellationToken cancellation) =>
        Task.Delay(Random.Shared.Next(1, 8 * Math.Min(attempt, 16)), cancellation);
}
