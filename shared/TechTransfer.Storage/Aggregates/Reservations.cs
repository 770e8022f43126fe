using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Storage.Aggregates;

/// <summary>
/// Values that only one aggregate may hold: rows that are inserted, never overwritten by another owner, so that the table decides who was
/// first. Before its transaction, a command touches every value that it takes or gives up. Afterwards each touched value that the state
/// does not hold is freed, unless a later command has touched it too.
/// </summary>
internal static class Reservations
{
    private const string Row = "owner";

    public static async Task<string?> FindOwnerAsync(TableClient table, string key, CancellationToken cancellation)
    {
        var existing = await table.GetEntityIfExistsAsync<TableEntity>(key, Row, cancellationToken: cancellation);
        return existing.HasValue ? existing.Value!.GetString("Owner") : null;
    }

    /// <summary>Takes the value, or touches it when already held. Returns the owner's id when it belongs to another aggregate, otherwise
    /// null.</summary>
    public static async Task<string?> TouchAsync(
        TableClient table,
        string key,
        string owner,
        string attempt,
        CancellationToken cancellation
    )
    {
        var row = new TableEntity(key, Row) { ["Owner"] = owner, ["Attempt"] = attempt };
        while (true)
        {
            var existing = await table.GetEntityIfExistsAsync<TableEntity>(key, Row, cancellationToken: cancellation);
            if (existing.HasValue && existing.Value!.GetString("Owner") != owner)
                return existing.Value.GetString("Owner");
            if (existing.HasValue && existing.Value!.GetString("Attempt") == attempt)
                return null;
            try
            {
                if (existing.HasValue)
                    await table.UpdateEntityAsync(row, existing.Value!.ETag, TableUpdateMode.Replace, cancellation);
                else
                    await table.AddEntityAsync(row, cancellation);
                return null;
            }
            catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412)
            {
                // Another writer was faster, or the client repeated a write that had succeeded: the next read shows which.
            }
        }
    }

    /// <summary>Frees the value if this attempt was the last to touch it and the aggregate, read after that, does not hold it.</summary>
    public static async Task FreeUnlessHeldAsync(
        TableClient table,
        string key,
        string owner,
        string attempt,
        Func<Task<bool>> isHeld,
        CancellationToken cancellation
    )
    {
        var existing = await table.GetEntityIfExistsAsync<TableEntity>(key, Row, cancellationToken: cancellation);
        if (!existing.HasValue || existing.Value!.GetString("Owner") != owner || existing.Value.GetString("Attempt") != attempt)
            return;
        if (await isHeld())
            return;
        try
        {
            await table.DeleteEntityAsync(key, Row, existing.Value.ETag, cancellation);
        }
        catch (RequestFailedException raced) when (raced.Status is 404 or 412)
        {
            // A later command touched it, and that command frees it if necessary.
        }
    }
}
