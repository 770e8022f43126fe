using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using TechTransfer.Kernel;
using TechTransfer.Storage.Heads;

namespace TechTransfer.Storage.Backups;

/// <summary>What a backup says of itself.</summary>
/// <param name="System">Which system it is of: a new one must not write over it before it has been brought back.</param>
/// <param name="OthersUpTo">Rows that no aggregate can make again are in it as far as they were written before this; null before the first
/// time.</param>
/// <param name="UpTo">All that was written before this is in it; null while the first one is being made.</param>
/// <param name="FirstUpTo">Of the first backup, which takes everything: the aggregate that it has come to; null when it is through.</param>
/// <param name="LastList">The last list of heads; null before the first.</param>
/// <param name="Store">The <see cref="StoreVersion"/> of what is in it; backups of before there was one do not say it.</param>
internal sealed record BackupState(
    string System,
    DateTimeOffset? OthersUpTo,
    DateTimeOffset? UpTo,
    string? FirstUpTo,
    ListName? LastList = null,
    int Store = StoreVersion.First
);

/// <summary>
/// The container of an app's backup, in an account of its own: <c>rows/TABLE/PARTITION.jsonl.gz</c>, of each partition its rows as they
/// stood, <c>documents/NAME</c>, and <c>backup.json</c>. What a blob was before is kept by the account's versions, not by names.
/// </summary>
internal sealed class BackupPlace(AppStorage storage)
{
    private const string StateBlob = "backup.json";
    private const string TurnBlob = "backup.lock";
    private const string RowsEnd = ".jsonl.gz";

    /// <summary>Where backup and restore keep rows of their own, among what is pending.</summary>
    public const string OwnPartition = "backup";

    /// <summary>Where the rows of partitions stand.</summary>
    public const string Rows = "rows/";

    /// <summary>Where the documents stand.</summary>
    public const string Documents = "documents/";

    private Azure.Storage.Blobs.BlobContainerClient Container =>
        storage.Backup ?? throw new InvalidOperationException("The setting BackupStorage is missing.");

    public BlockBlobClient Blob(string name) => Container.GetBlockBlobClient(name);

    public AsyncPageable<BlobItem> List(string? prefix, CancellationToken cancellation) =>
        Container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellation);

    public async Task<BackupState?> ReadStateAsync(CancellationToken cancellation)
    {
        await using var content = await BlobReading.OpenAsync(Blob(StateBlob), cancellation);
        if (content is null)
            return null;
        using var reader = new StreamReader(content);
        return Json.Read<BackupState>(await reader.ReadToEndAsync(cancellation));
    }

    public async Task WriteStateAsync(BackupState state, CancellationToken cancellation)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Json.Write(state)), writable: false);
        await BlobWriting.WriteAsync(Blob(StateBlob), content, "application/json", null, cancellation);
    }

    /// <summary>Takes the turn, which is nothing but a lease on a blob, for a while; null when another has it.</summary>
    public async Task<BlobLeaseClient?> TakeTurnAsync(TimeSpan turn, CancellationToken cancellation)
    {
        var lease = Blob(TurnBlob).GetBlobLeaseClient();
        try
        {
            return await TryAsync() ?? await MakeAndTryAsync();
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            return null;
        }

        async Task<BlobLeaseClient?> TryAsync()
        {
            try
            {
                await lease.AcquireAsync(turn, cancellationToken: cancellation);
                return lease;
            }
            catch (RequestFailedException missing) when (missing.Status == 404)
            {
                return null;
            }
        }

        async Task<BlobLeaseClient?> MakeAndTryAsync()
        {
            using var nothing = new MemoryStream([], writable: false);
            await BlobWriting.WriteOnceAsync(Blob(TurnBlob), nothing, "text/plain", cancellation);
            return await TryAsync();
        }
    }

    /// <summary>Writes a partition's rows as they stand, if there are any, and gives them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="partition">Its key.</param>
    /// <param name="between">Done between reading and writing, when there are rows.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<TableEntity>> SaveAsync(
        TableClient table,
        string partition,
        Func<Task>? between,
        CancellationToken cancellation
    )
    {
        var rows = new List<TableEntity>();
        await foreach (
            var row in table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {partition}"),
                cancellationToken: cancellation
            )
        )
            rows.Add(row);
        if (rows.Count == 0)
            return [];
        if (between is not null)
            await between();
        using var content = new MemoryStream();
        await RowText.WriteAsync(content, rows, cancellation);
        await BlobWriting.WriteAsync(Blob($"{Rows}{NameOf(table)}/{partition}{RowsEnd}"), content, "application/gzip", null, cancellation);
        return rows;
    }

    /// <summary>Copies an aggregate's documents that the backup has not yet; how many.</summary>
    public async Task<int> SaveDocumentsAsync(string aggregate, CancellationToken cancellation)
    {
        var there = new List<BlobItem>();
        await foreach (var document in storage.Documents.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{aggregate}/", cancellation))
            there.Add(document);
        if (there.Count == 0)
            return 0;
        var saved = new HashSet<string>();
        await foreach (var document in List($"{Documents}{aggregate}/", cancellation))
            saved.Add(document.Name[Documents.Length..]);
        var missing = there.Where(document => !saved.Contains(document.Name)).ToArray();
        foreach (var document in missing)
            await CopyAsync(
                storage.Documents.GetBlockBlobClient(document.Name),
                Blob($"{Documents}{document.Name}"),
                document.Properties.ContentType,
                cancellation
            );
        return missing.Length;
    }

    /// <summary>Puts a document back to where it was.</summary>
    public Task BringBackAsync(BlobItem document, CancellationToken cancellation) =>
        CopyAsync(
            Blob(document.Name),
            storage.Documents.GetBlockBlobClient(document.Name[Documents.Length..]),
            document.Properties.ContentType,
            cancellation
        );

    /// <summary>Which partition of which table a blob holds.</summary>
    public static (string Table, string Partition) PartitionOf(string blob)
    {
        var parts = blob[Rows.Length..^RowsEnd.Length].Split('/', 2);
        return (parts[0], parts[1]);
    }

    /// <summary>A table's name without the app's.</summary>
    public string NameOf(TableClient table) => table.Name[storage.App.Length..];

    /// <summary>The table that a name without the app's, or what begins with it and a slash, speaks of.</summary>
    public TableClient TableOf(string name) =>
        new[] { storage.Aggregates, storage.Series, storage.Lists, storage.Counters, storage.Copies }.Single(t =>
            NameOf(t) == name.Split('/')[0]
        );

    /// <summary>The id that this system was given by its first backup, or by the restore that made it; null before.</summary>
    public async Task<string?> FindSystemAsync(CancellationToken cancellation)
    {
        var row = await storage.Pending.GetEntityIfExistsAsync<TableEntity>(OwnPartition, "system", cancellationToken: cancellation);
        return row.HasValue ? row.Value!.GetString("Id") : null;
    }

    public Task KeepSystemAsync(string system, CancellationToken cancellation) =>
        storage.Pending.UpsertEntityAsync(
            new TableEntity(OwnPartition, "system") { ["Id"] = system },
            TableUpdateMode.Replace,
            cancellation
        );

    private static async Task CopyAsync(BlockBlobClient from, BlockBlobClient to, string mediaType, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await using (var source = await from.OpenReadAsync(cancellationToken: cancellation))
            await source.CopyToAsync(content, cancellation);
        await BlobWriting.WriteOnceAsync(to, content, mediaType, cancellation);
    }
}
