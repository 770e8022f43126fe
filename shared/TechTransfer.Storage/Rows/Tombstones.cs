using System.Globalization;
using Azure;
using Azure.Data.Tables;
using TechTransfer.Kernel;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Storage.Rows;

/// <summary>Deletes the tombstones of list lines after a day. A tombstone keeps a late writer from adding a removed line again; a day is
/// enough, since the platform ends every call after half an hour.</summary>
internal static class Tombstones
{
    private const string Partition = "tombstones";
    private const int MaxAtOnce = 100;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public static Task RememberAsync(
        AppStorage storage,
        string aggregate,
        long version,
        IReadOnlyCollection<ListProjection> lines,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (lines.Count == 0)
            return Task.CompletedTask;
        var key = string.Create(CultureInfo.InvariantCulture, $"{now.UtcTicks:D19}|{aggregate}|{version}");
        var rows = lines.Select(line => new TombstoneRow(line.List, line.RowKey(aggregate))).ToArray();
        return storage.Pending.UpsertEntityAsync(
            new TableEntity(Partition, key) { ["Rows"] = Json.Write(rows) },
            TableUpdateMode.Replace,
            cancellation
        );
    }

    /// <summary>Deletes tombstones older than a day, those of at most 100 commits per call. A line that has been added since is left
    /// alone.</summary>
    public static async Task DropOldAsync(AppStorage storage, SetAsides asides, DateTimeOffset now, CancellationToken cancellation)
    {
        var end = (now - Kept).UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {end}");
        Round? round = null;
        var left = MaxAtOnce;
        await foreach (var note in storage.Pending.QueryAsync<TableEntity>(query, MaxAtOnce, cancellationToken: cancellation))
        {
            round ??= await asides.BeginAsync("tombstone", cancellation);
            if (!round.IsDue(note.RowKey))
                continue;
            await round.DoAsync(
                note.RowKey,
                async () =>
                {
                    foreach (var row in Json.Read<TombstoneRow[]>(note.GetString("Rows")))
                        await DropAsync(storage, row, cancellation);
                    await storage.Pending.DeleteEntityAsync(note.PartitionKey, note.RowKey, ETag.All, cancellation);
                },
                cancellation
            );
            if (--left == 0)
                return;
        }
    }

    private static async Task DropAsync(AppStorage storage, TombstoneRow row, CancellationToken cancellation)
    {
        var line = await storage.Lists.FindAsync(row.List, row.RowKey, cancellation, [GuardedRows.Deleted]);
        if (line?.GetBoolean(GuardedRows.Deleted) != true)
            return;
        try
        {
            await storage.Lists.DeleteEntityAsync(row.List, row.RowKey, line.ETag, cancellation);
        }
        catch (RequestFailedException raced) when (raced.Status is 404 or 412)
        {
            // The line has been added again, or another sweeper run was faster.
        }
    }

    private sealed record TombstoneRow(string List, string RowKey);
}
