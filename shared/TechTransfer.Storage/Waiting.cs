using Azure.Data.Tables;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage;

/// <summary>The count comes from the queue's metadata, the age from a peek at its first message.</summary>
/// <param name="Count">Approximate number, including messages being processed.</param>
/// <param name="Since">When the oldest visible message was added; null when there is none, or when it cannot be read.</param>
public sealed record WaitingMessages(int Count, DateTimeOffset? Since);

/// <summary>Unfinished commands, counted by their markers, which are deleted when all effects are done.</summary>
/// <param name="Count">How many, at most <see cref="Waiting.MaxMarkers"/>.</param>
/// <param name="Since">When the oldest began; null when there is none.</param>
public sealed record WaitingCommands(int Count, DateTimeOffset? Since);

/// <summary>Measures an app's backlog for monitoring. Each method costs a bounded number of calls, however much the tables hold.</summary>
public sealed class Waiting(AppStorage storage)
{
    private const int PerShard = 250;
    private const int PageRows = 1000;

    /// <summary>Unfinished commands are counted up to this number; alarms need no exact number above it.</summary>
    public const int MaxMarkers = PerShard * Markers.Shards;

    /// <summary>Counts the messages in a queue. Costs two calls, or one when it is empty.</summary>
    /// <param name="queue">A queue that this app reads, or the queue of its failed messages.</param>
    /// <param name="cancellation">Cancels the operation.</param>
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
            // The first message is not in our format; the Functions host will move it to the failed messages.
            return new(count, null);
        }
    }

    /// <summary>Costs one call per shard, however many commands are unfinished.</summary>
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

    /// <summary>Counts a list's lines, up to a limit. Costs one call per thousand.</summary>
    /// <param name="list">Selector of the list.</param>
    /// <param name="most">Counting stops at this number of rows; a multiple of 1000.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<int> LinesAsync(string list, int most, CancellationToken cancellation = default)
    {
        var (lines, rows) = (0, 0);
        var query = ListPlace.Of(list).After("");
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
