using System.Collections.Concurrent;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Storage.Backups;

/// <summary>How far bringing back is.</summary>
/// <param name="Partitions">Partitions written in this step.</param>
/// <param name="Documents">Documents written in this step.</param>
/// <param name="Failed">Blobs of the backup that could not be brought back: the others are. Bringing back again tries them again.</param>
/// <param name="Next">What the next step is to go on after; null when all is there.</param>
public sealed record BroughtBack(int Partitions, int Documents, IReadOnlyList<string> Failed, string? Next);

/// <summary>How far settling is.</summary>
/// <param name="Aggregates">Aggregates settled in this step.</param>
/// <param name="Failed">Aggregates that could not be: kind and id. They are set aside, and tried again by themselves.</param>
/// <param name="Next">What the next step is to go on after; null when all are through.</param>
public sealed record Settled(int Aggregates, IReadOnlyList<string> Failed, string? Next);

/// <summary>
/// Brings a system back from its backup into empty tables, in steps that each take a bounded time and may be repeated. First every app's
/// rows and documents;
/// then, when all apps have theirs, each aggregate brings about again what follows from it. Nobody may use the system until that is
/// through.
/// </summary>
public sealed class Restore(AppStorage storage, IEnumerable<ISweepable> stores, SetAsides asides, StoreSteps steps, TimeProvider time)
    : IRetried
{
    private const string OwnRow = "restore";

    // What a transaction takes: a hundred rows and four mebibytes, of which the text's wrapping has its share.
    private const int RowsAtOnce = 100;
    private const int BytesAtOnce = 1024 * 1024;

    // Messages of this long before the backup are told again: what waited in a queue then is lost with it.
    private static readonly TimeSpan ToldAgain = TimeSpan.FromDays(1);

    private readonly BackupPlace place = new(storage);

    /// <summary>Writes rows and documents back. Refused without a backup, and on tables that hold something of their own.</summary>
    /// <param name="after">Where the step before left off; null to begin.</param>
    /// <param name="within">How long this step may take.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<BroughtBack>> BringBackAsync(string? after, TimeSpan within, CancellationToken cancellation = default)
    {
        var end = time.GetUtcNow() + within;
        if (storage.Backup is null || await place.ReadStateAsync(cancellation) is not { UpTo: { } upTo } state)
            return Problem.Of(Catalogue.NoBackup);
        if (state.Store > StoreVersion.Current)
            return Problem.Of(Catalogue.BackupOfLaterVersion, ("version", state.Store), ("known", StoreVersion.Current));
        if (after is null)
        {
            // A restore that was broken off may begin again; one that is through may not.
            var isFree = await FindOpenAsync(cancellation) is null
                ? !await storage.HasRowsAsync(cancellation)
                : await place.FindSystemAsync(cancellation) is null;
            if (!isFree)
                return Problem.Of(Catalogue.RestoreNeedsEmptyTables);
            await storage.Pending.UpsertEntityAsync(
                new TableEntity(BackupPlace.OwnPartition, OwnRow) { ["Id"] = Guid.NewGuid().ToString("N"), ["UpTo"] = upTo },
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
        await foreach (var page in place.List(null, cancellation).AsPages(after, 100))
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
        await StoreVersion.KeepAsync(storage, state.Store, cancellation);
        // Before anything else reads it.
        await StoreVersion.MigrateAsync(storage, steps, time, cancellation);
        await place.KeepSystemAsync(state.System, cancellation);
        return new BroughtBack(partitions, documents, [.. failed], null);

        async Task BringBackAsync(BlobItem blob, CancellationToken stop)
        {
            if (blob.Name.StartsWith(BackupPlace.Rows, StringComparison.Ordinal))
            {
                await WriteRowsAsync(blob, stop);
                Interlocked.Increment(ref partitions);
            }
            else if (blob.Name.StartsWith(BackupPlace.Documents, StringComparison.Ordinal))
            {
                await place.BringBackAsync(blob, stop);
                Interlocked.Increment(ref documents);
            }
        }
    }

    /// <summary>Has each aggregate take its reservations, write its lines and figures, tell the last day's messages again, and do what
    /// follows from its state.</summary>
    /// <param name="after">Where the step before left off; null to begin.</param>
    /// <param name="within">How long this step may take.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<Settled>> SettleAsync(string? after, TimeSpan within, CancellationToken cancellation = default)
    {
        var end = time.GetUtcNow() + within;
        if (await FindOpenAsync(cancellation) is not { } open)
            return Problem.Of(Catalogue.NoRestoreUnderWay);
        if (await place.FindSystemAsync(cancellation) is null)
            return Problem.Of(Catalogue.RestoreNotBroughtBack);

        var settled = 0;
        var failed = new ConcurrentBag<string>();
        var round = await asides.BeginAsync(Work, cancellation);
        var query = TableClient.CreateQueryFilter($"PartitionKey gt {after ?? ""} and RowKey eq {"state"}");
        await foreach (var page in storage.Aggregates.QueryAsync<TableEntity>(query, 100, ["PartitionKey"], cancellation).AsPages())
        {
            // Kind after kind, by their names: what follows from one may ask for the unique values of another, as a contract's money does
            // for those of distributions.
            foreach (var kind in page.Values.GroupBy(row => AggregateName.Of(row.PartitionKey).Kind))
            {
                await Parallel.ForEachAsync(
                    kind,
                    AtOnce.Until(cancellation),
                    async (row, stop) =>
                    {
                        if (await round.DoAsync(row.PartitionKey, () => SettleAsync(row.PartitionKey, open, stop), stop))
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
            await SettleAsync(item, open, cancellation);
    }

    private async Task SettleAsync(string partition, TableEntity open, CancellationToken cancellation)
    {
        var name = AggregateName.Of(partition);
        var store = stores.FirstOrDefault(s => s.Kind == name.Kind) ?? throw new Failure($"Nothing is known of the kind {name.Kind}.");
        await store.SettleAsync(name.Id, open.GetString("Id"), open.GetDateTimeOffset("UpTo")!.Value - ToldAgain, cancellation);
    }

    private async Task WriteRowsAsync(BlobItem blob, CancellationToken cancellation)
    {
        var (name, partition) = BackupPlace.PartitionOf(blob.Name);
        var table = place.TableOf(name);
        await using var content = await place.Blob(blob.Name).OpenReadAsync(cancellationToken: cancellation);
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

    private async Task<TableEntity?> FindOpenAsync(CancellationToken cancellation)
    {
        var row = await storage.Pending.GetEntityIfExistsAsync<TableEntity>(
            BackupPlace.OwnPartition,
            OwnRow,
            cancellationToken: cancellation
        );
        return row.HasValue ? row.Value : null;
    }
}
