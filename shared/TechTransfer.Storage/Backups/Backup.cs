using System.Collections.Concurrent;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Heads;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Backups;

/// <summary>Result of one backup run.</summary>
/// <param name="Aggregates">Number of aggregates copied.</param>
/// <param name="Partitions">Number of other partitions copied: accounts, number series, copies, logs.</param>
/// <param name="Documents">Number of new documents copied.</param>
/// <param name="IsComplete">False when the time ran out; the next run continues.</param>
/// <param name="UpTo">The backup contains everything written before this, except what is set aside; null until the first backup is
/// complete.</param>
/// <param name="SetAside">Number of partitions that could not be copied; the next run begins with them.</param>
public sealed record BackupReport(int Aggregates, int Partitions, int Documents, bool IsComplete, DateTimeOffset? UpTo, int SetAside = 0);

/// <summary>
/// Copies what has changed to another storage account. Changed aggregates are found by their <c>ChangedMark</c>, other rows by their time
/// stamps. Lists, counters and reservations are left out, since a restore derives them from the aggregates. Other rows are copied before
/// the aggregates, and unfinished commands' aggregates are copied too, so that no copied row refers to a version that the backup of its
/// aggregate lacks.
/// </summary>
public sealed class Backup(AppStorage storage, SetAsides asides, TimeProvider time, ILogger<Backup> log)
{
    // The storage service's clock may differ from ours, and a query page read late may hold rows written early.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(60);

    private readonly BackupContainer container = new(storage);

    /// <summary>False when the setting <c>BackupStorage</c> is missing; <c>RunAsync</c> then throws.</summary>
    public bool IsSet => storage.Backup is not null;

    /// <summary>The backup contains everything written before this; null when there is no complete backup. Reads one blob.</summary>
    public async Task<DateTimeOffset?> FindUpToAsync(CancellationToken cancellation = default) =>
        IsSet ? (await container.ReadStateAsync(cancellation))?.UpTo : null;

    /// <summary>
    /// Copies what changed since the last run, until done or <paramref name="within"/> has passed. Refused while another run is under way,
    /// and when the backup belongs to another system: then restore this system from it, or give this system another container.
    /// </summary>
    public async Task<Outcome<BackupReport>> RunAsync(TimeSpan within, CancellationToken cancellation = default)
    {
        // Take the lease before reading the state, so that the state includes what the run before has written.
        if (await container.TryAcquireLeaseAsync(Turn, cancellation) is not { } lease)
            return Problem.Of(Catalogue.BackupUnderWay);
        try
        {
            var started = time.GetUtcNow();
            var state = await container.ReadStateAsync(cancellation);
            var system = await container.FindSystemAsync(cancellation);
            if (state is not null && state.System != system)
                return Problem.Of(Catalogue.BackupOfAnother);
            if (system is null)
                await container.SaveSystemAsync(system = Guid.NewGuid().ToString("N"), cancellation);
            return await RunAsync(
                (state ?? new(system, null, null, "")) with
                {
                    Store = await StoreVersion.FindAsync(storage, cancellation: cancellation),
                },
                started,
                started + within,
                lease,
                cancellation
            );
        }
        finally
        {
            await lease.ReleaseAsync(cancellationToken: CancellationToken.None);
        }
    }

    private async Task<BackupReport> RunAsync(
        BackupState state,
        DateTimeOffset started,
        DateTimeOffset end,
        BlobLeaseClient lease,
        CancellationToken cancellation
    )
    {
        async Task StepAsync() => await lease.RenewAsync(cancellationToken: cancellation);

        // Items that earlier runs set aside are no longer found by time stamps or marks, so read their set-aside rows.
        var round = await asides.BeginAsync("backup", cancellation);
        var setAside = round.Known;
        var partitions = await SaveOthersAsync(round, [.. setAside.Select(a => a.Item).Where(item => !IsAggregate(item))], cancellation);
        partitions += await SaveOthersAsync(round, state.OthersUpTo, StepAsync, cancellation);
        // Save the state now, so that the partitions copied above are not copied again if the time runs out during the aggregates.
        await container.WriteStateAsync(state = state with { OthersUpTo = started }, cancellation);

        var taken = (Aggregates: 0, Documents: 0);
        async Task TakeAsync(IReadOnlyList<AggregateName> aggregates)
        {
            var (heads, documents) = await SaveAggregatesAsync(round, aggregates, cancellation);
            taken = (taken.Aggregates + heads.Count, taken.Documents + documents);
            if (heads.Count > 0)
            {
                var list = await HeadList.WriteAsync(
                    storage.Heads!,
                    storage.HeadKey!,
                    new(storage.App, state.System, time.GetUtcNow(), state.LastList),
                    heads,
                    cancellation
                );
                await container.WriteStateAsync(state = state with { LastList = list }, cancellation);
            }
            await StepAsync();
        }

        await TakeAsync([.. setAside.Where(a => IsAggregate(a.Item)).Select(a => AggregateName.Of(PartitionOf(a.Item)))]);
        while (state.FirstUpTo is { } reached)
        {
            var next = await FirstPageAsync(reached, cancellation);
            await TakeAsync([.. next.Select(AggregateName.Of)]);
            await container.WriteStateAsync(state = state with { FirstUpTo = next.Count > 0 ? next[^1] : null }, cancellation);
            if (time.GetUtcNow() > end && state.FirstUpTo is not null)
                return new(taken.Aggregates, partitions, taken.Documents, false, state.UpTo, round.Known.Count);
        }

        var underWay = new HashSet<AggregateName>();
        await foreach (var marker in Markers.BeforeAsync(storage.Pending, time.GetUtcNow(), _ => false, cancellation))
            underWay.Add(new(marker.GetString("Kind"), marker.GetString("Aggregate")));
        await TakeAsync([.. underWay]);

        var isOver = false;
        await foreach (var page in ChangedMark.PagesAsync(storage.Pending, cancellation: cancellation))
        {
            if (isOver)
                return new(taken.Aggregates, partitions, taken.Documents, false, state.UpTo, round.Known.Count);
            await TakeAsync([.. page.Select(mark => mark.Aggregate)]);
            await Parallel.ForEachAsync(
                page,
                AtOnce.Until(cancellation),
                async (mark, stop) => await mark.DropAsync(storage.Pending, stop)
            );
            isOver = time.GetUtcNow() > end;
        }
        await container.WriteStateAsync(state = state with { UpTo = started }, cancellation);
        log.LogInformation(
            "Backed up {Aggregates} aggregates, {Partitions} other partitions, {Documents} documents",
            taken.Aggregates,
            partitions,
            taken.Documents
        );
        return new(taken.Aggregates, partitions, taken.Documents, true, state.UpTo, round.Known.Count);
    }

    private bool IsAggregate(string item) => item.StartsWith($"{container.NameOf(storage.Aggregates)}/", StringComparison.Ordinal);

    private static string PartitionOf(string item) => item[(item.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private string ItemOf(TableClient table, string partition) => $"{container.NameOf(table)}/{partition}";

    private async Task<(IReadOnlyCollection<Head> Heads, int Documents)> SaveAggregatesAsync(
        Round round,
        IReadOnlyList<AggregateName> aggregates,
        CancellationToken cancellation
    )
    {
        var documents = 0;
        var heads = new ConcurrentBag<Head>();
        await Parallel.ForEachAsync(
            aggregates,
            AtOnce.Until(cancellation),
            async (aggregate, stop) =>
                await round.DoAsync(
                    ItemOf(storage.Aggregates, aggregate.Partition),
                    async () =>
                    {
                        // The documents are copied between reading and writing the rows, so that no row in the backup refers to a missing
                        // document.
                        async Task SaveDocumentsAsync() =>
                            Interlocked.Add(ref documents, await container.SaveDocumentsAsync(aggregate.Id, stop));
                        var rows = await container.SaveAsync(storage.Aggregates, aggregate.Partition, SaveDocumentsAsync, stop);
                        if (rows.FirstOrDefault(row => row.RowKey == "state")?.GetString("Head") is { Length: > 0 } head)
                            heads.Add(new(aggregate.Kind, aggregate.Id, head));
                    },
                    stop
                )
        );
        return ([.. heads], documents);
    }

    // Rows that cannot be derived from the aggregates. In these ranges, a row is deleted only together with a write to its partition,
    // so the time stamps show every change.
    private async Task<int> SaveOthersAsync(Round round, DateTimeOffset? since, Func<Task> step, CancellationToken cancellation)
    {
        (TableClient Table, string Prefix)[] ranges =
        [
            (storage.Series, ""),
            (storage.Counters, "account|"),
            (storage.Counters, "frozen|"),
            (storage.Lists, Lists.LogPrefix),
            (storage.Copies, ""),
        ];
        var count = 0;
        foreach (var (table, prefix) in ranges)
        {
            var after = (since ?? DateTimeOffset.UnixEpoch) - Margin;
            // Raising the prefix's last character by one gives the upper bound of all keys that begin with the prefix.
            var query =
                prefix.Length == 0
                    ? TableClient.CreateQueryFilter($"Timestamp ge {after}")
                    : TableClient.CreateQueryFilter(
                        $"PartitionKey ge {prefix} and PartitionKey lt {prefix[..^1] + (char)(prefix[^1] + 1)} and Timestamp ge {after}"
                    );
            // Rows come sorted by partition, so only the last partition of a page can continue on the next.
            var last = "";
            await foreach (var page in table.QueryAsync<TableEntity>(query, 1000, ["PartitionKey"], cancellation).AsPages())
            {
                var partitions = page.Values.Select(row => row.PartitionKey).Where(p => p != last).Distinct().ToArray();
                count += await SaveOthersAsync(round, [.. partitions.Select(partition => ItemOf(table, partition))], cancellation);
                if (partitions.Length > 0)
                    last = partitions[^1];
                await step();
            }
        }
        return count;
    }

    private async Task<int> SaveOthersAsync(Round round, IReadOnlyList<string> items, CancellationToken cancellation)
    {
        var count = 0;
        await Parallel.ForEachAsync(
            items,
            AtOnce.Until(cancellation),
            async (item, stop) =>
            {
                if (
                    await round.DoAsync(
                        item,
                        async () => await container.SaveAsync(container.TableOf(item), PartitionOf(item), null, stop),
                        stop
                    )
                )
                    Interlocked.Increment(ref count);
            }
        );
        return count;
    }

    // The first backup copies all aggregates, since those that changed before it have no marks.
    private async Task<IReadOnlyList<string>> FirstPageAsync(string after, CancellationToken cancellation)
    {
        var query = TableClient.CreateQueryFilter($"PartitionKey gt {after} and RowKey eq {"state"}");
        await foreach (var page in storage.Aggregates.QueryAsync<TableEntity>(query, 200, ["PartitionKey"], cancellation).AsPages())
        {
            if (page.Values.Count > 0)
                return [.. page.Values.Select(row => row.PartitionKey)];
        }
        return [];
    }
}
