using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Storage.Aggregates;

/// <summary>
/// Values that only one aggregate may hold: insert-only rows, so that the table decides who was first. A command touches every value that
/// it takes or gives up before its transaction; afterwards a touched value that the state does not hold is freed, unless a later command
/// has touched it meanwhile.
/// </summary>
internal static class Reservations
{
    private const string Row = "owner";

    public static async Task<string?> FindOwnerAsync(TableClient table, string key, CancellationToken cancellation)
    {
        var existing = await table.GetEntityIfExistsAsync<TableEntity>(key, Row, cancellationToken: cancellation);
        return existing.HasValue ? existing.Value!.GetString("Owner") : null;
    }

    /// <summary>Takes or touches the value for an attempt. The owner's id when it belongs to another; null when it is ours now.</summary>
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
                // Somebody was faster, or the client repeated a write that had succeeded: the next look tells which.
            }
        }
    }

    /// <summary>Frees the value if this attempt was the last to touch it and, looked at after that, the aggregate does not hold
    /// it.</summary>
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
            // A later command touched it: its own marker frees it when the time comes.
        }
    }
}
