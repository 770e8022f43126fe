using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace TechTransfer.Storage.Aggregates;

/// <summary>
/// A row saying that an aggregate has changed since the last backup. It replaces the command's <see cref="Marker"/> (a command with
/// unfinished effects) in the same partition, so that one transaction deletes the marker and adds this row.
/// </summary>
internal sealed record ChangedMark(AggregateName Aggregate, TableEntity Row)
{
    /// <summary>Lower bound of the row keys of marks; all row keys of markers sort before it.</summary>
    public const string From = "changed|";
    private const string To = "changed}";

    public static string RowKey(AggregateName aggregate) => $"{From}{aggregate.Partition}";

    /// <summary>Reads all marks, a page of up to 200 at a time.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<ChangedMark>> PagesAsync(
        TableClient pending,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var shard = 0; shard < Markers.Shards; shard++)
        {
            var query = TableClient.CreateQueryFilter(
                $"PartitionKey eq {Markers.Partition(shard)} and RowKey ge {From} and RowKey lt {To}"
            );
            await foreach (var page in pending.QueryAsync<TableEntity>(query, 200, cancellationToken: cancellation).AsPages())
            {
                if (page.Values.Count > 0)
                    yield return [.. page.Values.Select(Read)];
            }
        }
    }

    /// <summary>Deletes the mark unless the aggregate has changed again since the mark was read.</summary>
    public async Task DropAsync(TableClient pending, CancellationToken cancellation)
    {
        try
        {
            await pending.DeleteEntityAsync(Row.PartitionKey, Row.RowKey, Row.ETag, cancellation);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            // The aggregate has changed since: the next backup copies it again.
        }
    }

    private static ChangedMark Read(TableEntity row) => new(AggregateName.Of(row.RowKey[From.Length..]), row);
}
