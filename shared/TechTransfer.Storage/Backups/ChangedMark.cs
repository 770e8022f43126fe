using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using TechTransfer.Storage.Aggregates;

namespace TechTransfer.Storage.Backups;

/// <summary>
/// Says that an aggregate has changed since the last backup. It stands in the partition of the command's marker, so that the marker's going
/// and its coming are one call; its key sorts behind those of markers.
/// </summary>
internal sealed record ChangedMark(AggregateName Aggregate, TableEntity Row)
{
    /// <summary>No key of a mark sorts before this, no key of a marker behind it.</summary>
    public const string From = "changed|";
    private const string To = "changed}";

    public static string RowKey(AggregateName aggregate) => $"{From}{aggregate.Partition}";

    /// <summary>All that stand now, a page at a time.</summary>
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

    /// <summary>Takes the mark away unless the aggregate has changed again since it was read.</summary>
    public async Task DropAsync(TableClient pending, CancellationToken cancellation)
    {
        try
        {
            await pending.DeleteEntityAsync(Row.PartitionKey, Row.RowKey, Row.ETag, cancellation);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            // It changed meanwhile: the next backup takes it.
        }
    }

    private static ChangedMark Read(TableEntity row) => new(AggregateName.Of(row.RowKey[From.Length..]), row);
}
