using System.Collections.Concurrent;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Storage.Backups;

/// <summary>Progress of the first phase of a restore, which writes rows and documents.</summary>
/// <param name="Partitions">Partitions written in this step.</param>
/// <param name="Documents">Documents written in this step.</param>
/// <param name="Failed">Blobs that could not be restored. Running the phase again retries them.</param>
/// <param name="Next">Pass this as <c>after</c> to the next step; null when the phase is complete.</param>
public sealed record BroughtBack(int Partitions, int Documents, IReadOnlyList<string> Failed, string? Next);

/// <summary>Progress of the second phase of a restore, which derives everything else from the aggregates.</summary>
/// <param name="Aggregates">Number of aggregates done in this step.</param>
/// <param name="Failed">Partition keys of aggregates that failed. They are set aside and retried automatically.</param>
/// <param name="Next">Pass this as <c>after</c> to the next step; null when all aggregates are done.</param>
public sealed record Settled(int Aggregates, IReadOnlyList<string> Failed, string? Next);

/// <summary>
/// Restores a system from its backup into empty tables, in steps that take a bounded time and may be repeated. The first phase writes each
/// app's rows and documents. When all apps have finished it, the second phase derives reservations, lists, counters and messages from each
/// aggregate. The system must not be used before both are complete.
/// </summary>
public sealed class Restore(AppStorage storage, IEnumerable<ISweepable> stores, SetAsides asides, StoreSteps steps, TimeProvider time)
    : IRetried
{
    private const string OwnRow = "restore";

    // Limits of one table transaction: 100 rows and 4 MiB, from which the encoding takes its share.
    private const int RowsAtOnce = 100;
    private const int BytesAtOnce = 1024 * 1024;

    // Messages sent up to a day before the backup are sent again, since those still in a queue then are lost.
    private static readonly TimeSpan ResentPeriod = TimeSpan.FromDays(1);

    private readonly BackupContainer container = new(storage);

    /// <summary>First phase: writes rows and documents back. Refused when there is no backup, and when the tables already hold
    /// data.</summary>
    /// <param name="after">The previous step's <c>Next</c>; null to begin.</param>
    /// <param name="within">How long this step may take; it finishes the page that it is at.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<Outcome<BroughtBack>> BringBackAsync(string? after, TimeSpan within, CancellationToken cancellation = default)
    {
        var end = time.GetUtcNow() + within;
        if (storage.Backup is null || await container.ReadStateAsync(cancellation) is not { UpTo: { } upTo } state)
            return Problem.Of(Catalogue.NoBackup);
        if (state.Store > StoreVersion.Current)
            return Problem.Of(Catalogue.BackupOfLaterVersion, ("version", state.Store), ("known", StoreVersion.Current));
        if (after is null)
        {
            // An interrupted restore may begin again; a completed one may not.
            var isFree = await FindOpenAsync(cancellation) is null
                ? !await storage.HasRowsAsync(cancellation)
                : await container.FindSystemAsync(cancellation) is null;
            if (!isFree)
                return Problem.Of(Catalogue.RestoreNeedsEmptyTables);
            await storage.Pending.UpsertEntityAsync(
                new TableEntity(BackupContainer.OwnPartition, OwnRow) { ["Id"] = Guid.NewGuid().ToString("N"), ["UpTo"] = upTo },
                TableUpdateMode.Replace,
                cancellation
            );
        }
        else if (await FindOpenAsync(cancellation) is null)
        {
            return Problem.Of(Catalogue.NoRestoreUnderWay);
        }

        var (partitions, documents) = (0, 0);
        var failed = new ConcurrentBag<string>();
        var round = await asides.BeginAsync("bringBack", cancellation);
        await foreach (var page in container.List(null, cancellation).AsPages(after, 100))
        {
            await Parallel.ForEachAsync(
                page.Values,
                AtOnce.Until(cancellation),
                async (blob, stop) =>
                {
                    if (!await round.DoAsync(blob.Name, () => BringBackAsync(blob, stop), stop))
                        failed.Add(blob.Name);
                }
            );
            if (page.ContinuationToken is { Length: > 0 } next && time.GetUtcNow() > end)
                return new BroughtBack(partitions, documents, [.. failed], next);
        }
        await StoreVersion.SaveAsync(storage, state.Store, cancellation);
        // Migrate before any app reads the data.
        await StoreVersion.MigrateAsync(storage, steps, time, cancellation);
        await container.SaveSystemAsync(state.System, cancellation);
        return new BroughtBack(partitions, documents, [.. failed], null);

        async Task BringBackAsync(BlobItem blob, CancellationToken stop)
        {
            if (blob.Name.StartsWith(BackupContainer.Rows, StringComparison.Ordinal))
            {
                await WriteRowsAsync(blob, stop);
                Interlocked.Increment(ref partitions);
            }
            else if (blob.Name.StartsWith(BackupContainer.Documents, StringComparison.Ordinal))
            {
                await container.BringBackAsync(blob, stop);
                Interlocked.Increment(ref documents);
            }
        }
    }

    /// <summary>Second phase: each aggregate takes its reservations, writes its list lines and counters, sends its messages since the day
    /// before the backup again, and runs its follow-ups.</summary>
    /// <param name="after">The previous step's <c>Next</c>; null to begin.</param>
    /// <param name="within">How long this step may take; it finishes the page that it is at.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<Outcome<Settled>> RederiveAsync(string? after, TimeSpan within, CancellationToken cancellation = default)
    {
        var end = time.GetUtcNow() + within;
        if (await FindOpenAsync(cancellation) is not { } open)
            return Problem.Of(Catalogue.NoRestoreUnderWay);
        if (await container.FindSystemAsync(cancellation) is null)
            return Problem.Of(Catalogue.RestoreNotBroughtBack);

        var settled = 0;
        var failed = new ConcurrentBag<string>();
        var round = await asides.BeginAsync(Work, cancellation);
        var query = TableClient.CreateQueryFilter($"PartitionKey gt {after ?? ""} and RowKey eq {"state"}");
        await foreach (var page in storage.Aggregates.QueryAsync<TableEntity>(query, 100, ["PartitionKey"], cancellation).AsPages())
        {
            // One kind after another, by name: a follow-up may need the unique values of an earlier kind,
            // as a contract's receipts need those of distributions.
            foreach (var kind in page.Values.GroupBy(row => AggregateName.Of(row.PartitionKey).Kind))
            {
                await Parallel.ForEachAsync(
                    kind,
                    AtOnce.Until(cancellation),
                    async (row, stop) =>
                    {
                        if (await round.DoAsync(row.PartitionKey, () => RederiveAsync(row.PartitionKey, open, stop), stop))
                            Interlocked.Increment(ref settled);
                        else
                            failed.Add(row.PartitionKey);
                    }
                );
            }
            if (page.Values.Count > 0 && page.ContinuationToken is not null && time.GetUtcNow() > end)
                return new Settled(settled, [.. failed], page.Values[^1].PartitionKey);
        }
        return new Settled(settled, [.. failed], null);
    }

    /// <inheritdoc/>
    public string Work => "settle";

    /// <inheritdoc/>
    public async Task RetryAsync(string item, CancellationToken cancellation)
    {
        if (await FindOpenAsync(cancellation) is { } open)
            await RederiveAsync(item, open, cancellation);
    }

    private async Task RederiveAsync(string partition, TableEntity open, CancellationToken cancellation)
    {
        var name = AggregateName.Of(partition);
        var store = stores.FirstOrDefault(s => s.Kind == name.Kind) ?? throw new Failure($"Nothing is known of the kind {name.Kind}.");
        await store.RederiveAsync(name.Id, open.GetString("Id"), open.GetDateTimeOffset("UpTo")!.Value - ResentPeriod, cancellation);
    }

    private async Task WriteRowsAsync(BlobItem blob, CancellationToken cancellation)
    {
        var (name, partition) = BackupContainer.PartitionOf(blob.Name);
        var table = container.TableOf(name);
        await using var content = await container.Blob(blob.Name).OpenReadAsync(cancellationToken: cancellation);
        var batch = new List<TableTransactionAction>();
        var bytes = 0;
        await foreach (var row in RowText.ReadAsync(content, partition))
        {
            var size = row.Sum(p => p.Value is string text ? text.Length * 2 : 16);
            if (batch.Count == RowsAtOnce || (batch.Count > 0 && bytes + size > BytesAtOnce))
            {
                await table.SubmitTransactionAsync(batch, cancellation);
                batch = [];
                bytes = 0;
            }
            batch.Add(new(TableTransactionActionType.UpsertReplace, row));
            bytes += size;
        }
        if (batch.Count > 0)
            await table.SubmitTransactionAsync(batch, cancellation);
    }

    private Task<TableEntity?> FindOpenAsync(CancellationToken cancellation) =>
        storage.Pending.FindAsync(BackupContainer.OwnPartition, OwnRow, cancellation);
}
