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
        return (await table.FindAsync(key, Row, cancellation))?.GetString("Owner");
    }

    /// <summary>Takes the value, or touches it when already held. Returns the owner's id when it belongs to another aggregate, otherwise
    /// null and the row's tag.</summary>
    /// <param name="table">The table of reservations.</param>
    /// <param name="key">The value.</param>
    /// <param name="owner">Id of the aggregate.</param>
    /// <param name="attempt">The command that touches the value.</param>
    /// <param name="isNew">The aggregate does not hold the value, so that there is probably no row to read.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public static async Task<(string? Owner, ETag Tag)> TouchAsync(
        TableClient table,
        string key,
        string owner,
        string attempt,
        bool isNew,
        CancellationToken cancellation
    )
    {
        var row = new TableEntity(key, Row) { ["Owner"] = owner, ["Attempt"] = attempt };
        for (var isFirst = true; ; isFirst = false)
        {
            var existing = isNew && isFirst ? null : await table.FindAsync(key, Row, cancellation);
            if (existing is not null && existing.GetString("Owner") != owner)
                return (existing.GetString("Owner"), existing.ETag);
            if (existing is not null && existing.GetString("Attempt") == attempt)
                return (null, existing.ETag);
            try
            {
                return (null, (await table.WriteAsync(row, existing, cancellation)).Headers.ETag!.Value);
            }
            catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412)
            {
                // Another writer was faster, or the client repeated a write that had succeeded: the next read shows which.
            }
        }
    }

    /// <summary>Frees a value that a committed command gave up, unless a later command has touched it since.</summary>
    public static async Task FreeAsync(TableClient table, string key, ETag touched, CancellationToken cancellation)
    {
        try
        {
            await table.DeleteEntityAsync(key, Row, touched, cancellation);
        }
        catch (RequestFailedException raced) when (raced.Status is 404 or 412)
        {
            // That command frees it if necessary.
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
        var existing = await table.FindAsync(key, Row, cancellation);
        if (existing is null || existing.GetString("Owner") != owner || existing.GetString("Attempt") != attempt)
            return;
        if (await isHeld())
            return;
        try
        {
            await table.DeleteEntityAsync(key, Row, existing.ETag, cancellation);
        }
        catch (RequestFailedException raced) when (raced.Status is 404 or 412)
        {
            // A later command touched it, and that command frees it if necessary.
        }
    }
}
