using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace TechTransfer.Storage.Aggregates;

public sealed partial class AggregateStore<TState>
{
    /// <summary>The ids of all aggregates of this kind. Scans the whole table: for migrations only.</summary>
    public async IAsyncEnumerable<string> AllIdsAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var query = TableClient.CreateQueryFilter(
            $"PartitionKey ge {Partition("")} and PartitionKey lt {kind.Name + "}"} and RowKey eq {"state"}"
        );
        await foreach (
            var row in storage.Aggregates.QueryAsync<TableEntity>(query, select: ["PartitionKey"], cancellationToken: cancellation)
        )
            yield return AggregateName.Of(row.PartitionKey).Id;
    }

    /// <summary>Writes the list lines of an aggregate anew, for migrations and for lists that are younger than the aggregate.</summary>
    public async Task RewriteListsAsync(string id, CancellationToken cancellation = default)
    {
        if (await LoadAsync(id, cancellation) is { Exists: true } current)
            await ProjectAsync(current, long.MaxValue, null, cancellation);
    }

    /// <summary>Deletes the lines of all lists whose selector begins with a text, for migrations. Scans them.</summary>
    public async Task DropListsAsync(string beginning, CancellationToken cancellation = default)
    {
        var query = TableClient.CreateQueryFilter($"PartitionKey ge {beginning} and PartitionKey lt {beginning + "\uFFFD"}");
        await Parallel.ForEachAsync(
            storage.Lists.QueryAsync<TableEntity>(query, select: ["PartitionKey", "RowKey"], cancellationToken: cancellation),
            AtOnce.Until(cancellation),
            async (row, stop) => await storage.Lists.DeleteEntityAsync(row.PartitionKey, row.RowKey, Azure.ETag.All, stop)
        );
    }

    private static readonly string[] RequestColumns = ["Version", "BodyHash", "At", "Part", "Refusal"];

    /// <summary>Copies the request rows of another aggregate's commands to this one, for migrations: when a client sends such a command
    /// again, this aggregate returns the answer of the first time.</summary>
    public async Task TakeOverCommandsAsync(
        string id,
        string fromKind,
        string fromId,
        IReadOnlySet<long> versions,
        CancellationToken cancellation = default
    )
    {
        var query = TableClient.CreateQueryFilter(
            $"PartitionKey eq {new AggregateName(fromKind, fromId).Partition} and RowKey ge {"request|"} and RowKey lt {"request}"}"
        );
        await foreach (
            var row in storage.Aggregates.QueryAsync<TableEntity>(
                query,
                select: ["RowKey", .. RequestColumns],
                cancellationToken: cancellation
            )
        )
        {
            if (!versions.Contains(row.GetInt64("Version")!.Value))
                continue;
            var own = new TableEntity(Partition(id), row.RowKey);
            foreach (var name in RequestColumns)
                own[name] = row[name];
            await storage.Aggregates.UpsertEntityAsync(own, TableUpdateMode.Replace, cancellation);
        }
    }
}
