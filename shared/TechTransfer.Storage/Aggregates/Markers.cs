using System.Globalization;
using Azure;
using Azure.Data.Tables;
using TechTransfer.Kernel;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Aggregates;

/// <summary>Says that a command on an aggregate may have unfinished effects. It is written before the command's transaction and deleted
/// when all effects are done, so that the sweeper finds unfinished commands without scanning the aggregates.</summary>
internal sealed record Marker(
    string Kind,
    string Aggregate,
    long Version,
    string Attempt,
    DateTimeOffset At,
    IReadOnlyList<string> Reservations
)
{
    /// <summary>The first version whose list lines and counters the command has to write: that of the command whose follow-up it
    /// is.</summary>
    public long From { get; init; } = Version;

    public string PartitionKey => Markers.Partition(Shard.Of(Aggregate, Markers.Shards));
    public string RowKey => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks:D19}|{Kind}|{Aggregate}|{Version:D10}|{Attempt}");
}

/// <summary>Marker rows are spread over shards, so that many commands at once do not slow one partition, and sorted by time within
/// each.</summary>
internal static class Markers
{
    public const int Shards = 4;
    private const int CountLimit = 100;
    private const int MaxAtOnce = 200;

    public static string Partition(int shard) => string.Create(CultureInfo.InvariantCulture, $"marker|{shard}");

    /// <summary>The time at which a marker's command began, read from its row key.</summary>
    public static DateTimeOffset At(string rowKey) =>
        new(long.Parse(rowKey.AsSpan(0, 19), NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero);

    // Upsert, since the client may repeat a write that had succeeded. The attempt in the key keeps other commands' markers apart.
    public static Task PutAsync(TableClient pending, Marker marker, CancellationToken cancellation) =>
        pending.UpsertEntityAsync(
            new TableEntity(marker.PartitionKey, marker.RowKey)
            {
                ["Kind"] = marker.Kind,
                ["Aggregate"] = marker.Aggregate,
                ["Version"] = marker.Version,
                ["From"] = marker.From,
                ["Attempt"] = marker.Attempt,
                ["At"] = marker.At,
                ["Reservations"] = Json.Write(marker.Reservations),
            },
            TableUpdateMode.Replace,
            cancellation
        );

    public static Task DeleteAsync(TableClient pending, Marker marker, CancellationToken cancellation) =>
        pending.DeleteEntityAsync(marker.PartitionKey, marker.RowKey, ETag.All, cancellation);

    /// <summary>Deletes the marker of a finished command. When backups are set up, the same transaction adds a mark that the aggregate has
    /// changed since the last backup.</summary>
    public static async Task FinishAsync(AppStorage storage, Marker marker, CancellationToken cancellation)
    {
        if (storage.Backup is null)
        {
            await DeleteAsync(storage.Pending, marker, cancellation);
            return;
        }
        var changed = new TableEntity(marker.PartitionKey, ChangedMark.RowKey(new(marker.Kind, marker.Aggregate)));
        try
        {
            await storage.Pending.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Delete, new TableEntity(marker.PartitionKey, marker.RowKey), ETag.All),
                    new(TableTransactionActionType.UpsertReplace, changed),
                ],
                cancellation
            );
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Another worker deleted the marker, or the client repeated a transaction that had succeeded.
            await storage.Pending.UpsertEntityAsync(changed, TableUpdateMode.Replace, cancellation);
        }
    }

    public static string ItemOf(TableEntity row) => $"{row.PartitionKey}/{row.RowKey}";

    /// <summary>Markers written before an instant: oldest first within each shard, at most 200 per shard, without those that the filter
    /// passes over.</summary>
    public static async IAsyncEnumerable<TableEntity> BeforeAsync(
        TableClient pending,
        DateTimeOffset instant,
        Func<TableEntity, bool> passesOver,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var end = instant.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
        for (var shard = 0; shard < Shards; shard++)
        {
            var left = MaxAtOnce;
            var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(shard)} and RowKey lt {end}");
            await foreach (var page in pending.QueryAsync<TableEntity>(query, MaxAtOnce, cancellationToken: cancellation).AsPages())
            {
                foreach (var row in page.Values.Where(row => !passesOver(row)).Take(left))
                {
                    left--;
                    yield return row;
                }
                if (left == 0)
                    break;
            }
        }
    }

    /// <summary>The marker row that a set-aside item names; null when it has been deleted.</summary>
    public static Task<TableEntity?> FindAsync(TableClient pending, string item, CancellationToken cancellation)
    {
        var keys = item.Split('/', 2);
        return pending.FindAsync(keys[0], keys[1], cancellation);
    }

    public static Marker Read(TableEntity row) =>
        new(
            row.GetString("Kind"),
            row.GetString("Aggregate"),
            row.GetInt64("Version")!.Value,
            row.GetString("Attempt"),
            row.GetDateTimeOffset("At")!.Value,
            Json.Read<string[]>(row.GetString("Reservations"))
        )
        {
            // Markers of earlier versions of the system are without it.
            From = row.GetInt64("From") ?? row.GetInt64("Version")!.Value,
        };

    public static async Task<int> CountAsync(TableClient pending, CancellationToken cancellation)
    {
        var count = 0;
        var query = TableClient.CreateQueryFilter(
            $"PartitionKey ge {"marker|"} and PartitionKey lt {"marker}"} and RowKey lt {ChangedMark.From}"
        );
        await foreach (var page in pending.QueryAsync<TableEntity>(query, CountLimit, ["RowKey"], cancellation).AsPages())
        {
            count += page.Values.Count;
            if (count >= CountLimit || page.ContinuationToken is null)
                break;
        }
        return count;
    }
}
