using Azure.Data.Tables;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Backups;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage;

/// <summary>Messages that stand in a queue.</summary>
/// <param name="Count">How many, those in work included.</param>
/// <param name="Since">When the oldest was put there of those that nobody works on; null when there is none, or when it cannot be
/// read.</param>
public sealed record WaitingMessages(int Count, DateTimeOffset? Since);

/// <summary>Commands that may still have effects to bring about.</summary>
/// <param name="Count">How many, at most <see cref="Waiting.MostMarkers"/>.</param>
/// <param name="Since">When the oldest began; null when there is none.</param>
public sealed record WaitingCommands(int Count, DateTimeOffset? Since);

/// <summary>How much waits, and since when. Every question costs a bounded number of calls, whatever the tables hold.</summary>
public sealed class Waiting(AppStorage storage)
{
    private const int PerShard = 250;
    private const int PageRows = 1000;

    /// <summary>More markers than this are not counted.</summary>
    public const int MostMarkers = PerShard * Markers.Shards;

    /// <summary>What stands in a queue: two calls, one when it is empty.</summary>
    /// <param name="queue">A queue that this app reads, or that of its failed messages.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<WaitingMessages> MessagesAsync(string queue, CancellationToken cancellation = default)
    {
        var client = storage.Queue(queue);
        var count = (await client.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount;
        if (count == 0)
            return new(0, null);
        try
        {
            return new(count, (await client.PeekMessageAsync(cancellation)).Value?.InsertedOn);
        }
        catch (FormatException)
        {
            // No message of ours, which the host will put among the failed ones.
            return new(count, null);
        }
    }

    /// <summary>Markers of unfinished commands: a call for each shard.</summary>
    public async Task<WaitingCommands> CommandsAsync(CancellationToken cancellation = default)
    {
        var count = 0;
        DateTimeOffset? since = null;
        for (var shard = 0; shard < Markers.Shards; shard++)
        {
            var query = TableClient.CreateQueryFilter($"PartitionKey eq {Markers.Partition(shard)} and RowKey lt {ChangedMark.From}");
            await foreach (var page in storage.Pending.QueryAsync<TableEntity>(query, PerShard, ["RowKey"], cancellation).AsPages())
            {
                count += page.Values.Count;
                if (page.Values is [var oldest, ..] && Markers.At(oldest.RowKey) is var at && !(since <= at))
                    since = at;
                break;
            }
        }
        return new(count, since);
    }

    /// <summary>How many lines a list has, at most a number of them: a call for each thousand.</summary>
    /// <param name="list">The selector.</param>
    /// <param name="most">More are not counted; a multiple of a thousand.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<int> LinesAsync(string list, int most, CancellationToken cancellation = default)
    {
        var (lines, rows) = (0, 0);
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {list}");
        await foreach (
            var page in storage.Lists.QueryAsync<TableEntity>(query, PageRows, ["RowKey", GuardedRows.Deleted], cancellation).AsPages()
        )
        {
            lines += page.Values.Count(row => row.GetBoolean(GuardedRows.Deleted) != true);
            rows += page.Values.Count;
            if (rows >= most)
                break;
        }
        return lines;
    }
}
