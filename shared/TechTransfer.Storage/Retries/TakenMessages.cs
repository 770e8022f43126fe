using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Storage.Retries;

/// <summary>Marks each queue message while a function handles it. The queue hides a message of a dead process for ten minutes, which the
/// apps cannot change; the sweeper shows it again as soon as its mark has expired. Costs two calls per message.</summary>
public sealed class TakenMessages(AppStorage storage, TimeProvider time)
{
    internal const string Partition = "taken";

    /// <summary>A mark expires this long after its last renewal.</summary>
    internal static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(8);

    /// <summary>Handles a message under a mark, which is renewed until the handling ends.</summary>
    /// <param name="queue">The queue that the message came from.</param>
    /// <param name="id">The id that the queue gave the message.</param>
    /// <param name="receipt">The pop receipt of this delivery.</param>
    /// <param name="handle">Handles the message.</param>
    /// <param name="cancellation">Cancels writing the mark.</param>
    public async Task HandleAsync(string queue, string id, string receipt, Func<Task> handle, CancellationToken cancellation = default)
    {
        var row = new TableEntity(Partition, $"{queue}|{id}") { ["Receipt"] = receipt };
        await PutAsync(row, cancellation);
        using var handled = new CancellationTokenSource();
        var renewing = RenewAsync(row, handled.Token);
        try
        {
            await handle();
        }
        finally
        {
            await handled.CancelAsync();
            await renewing;
            await DropAsync(row);
        }
    }

    /// <summary>Shows the messages again whose mark has expired, and returns their number. The delivery of a dead process still counts
    /// towards the host's <c>maxDequeueCount</c>.</summary>
    internal async Task<int> ShowAgainAsync(CancellationToken cancellation)
    {
        var expired = new List<TableEntity>();
        var now = time.GetUtcNow();
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Until lt {now}");
        await foreach (var row in storage.Pending.QueryAsync<TableEntity>(query, cancellationToken: cancellation))
            expired.Add(row);
        var shown = 0;
        await Each.DoAsync(
            expired,
            async row =>
            {
                var parts = row.RowKey.Split('|', 2);
                try
                {
                    await storage
                        .Queue(parts[0])
                        .UpdateMessageAsync(
                            parts[1],
                            row.GetString("Receipt"),
                            visibilityTimeout: TimeSpan.Zero,
                            cancellationToken: cancellation
                        );
                    shown++;
                }
                catch (RequestFailedException gone) when (gone.Status is 400 or 404)
                {
                    // The message was handled to its end, or has been delivered again: this receipt is no longer valid.
                }
                await DropAsync(row);
            },
            cancellation
        );
        return shown;
    }

    private async Task PutAsync(TableEntity row, CancellationToken cancellation)
    {
        row["Until"] = time.GetUtcNow() + Length;
        await storage.Pending.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    private async Task RenewAsync(TableEntity row, CancellationToken handled)
    {
        while (!handled.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Renewal, handled);
                await PutAsync(row, handled);
            }
            catch (Exception failure) when (failure is RequestFailedException or AggregateException or OperationCanceledException)
            {
                // The next renewal may succeed. Without any, the message is delivered twice, which consumers allow for.
            }
        }
    }

    // A mark that cannot be deleted expires, and its receipt is then no longer valid.
    private async Task DropAsync(TableEntity row)
    {
        try
        {
            await storage.Pending.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, CancellationToken.None);
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or OperationCanceledException) { }
    }
}
