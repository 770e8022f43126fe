using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using TechTransfer.Kernel;
using TechTransfer.Storage.Heads;

namespace TechTransfer.Storage.Backups;

/// <summary>State of a backup, stored as <c>backup.json</c> in its container.</summary>
/// <param name="System">Id of the system that is backed up. Another system must not write here.</param>
/// <param name="OthersUpTo">The backup contains all rows outside the aggregates that were written before this; null before the first
/// run.</param>
/// <param name="UpTo">The backup contains everything written before this; null until the first backup is complete.</param>
/// <param name="FirstUpTo">During the first backup, which copies everything: partition of the last aggregate copied. Null when it is
/// through.</param>
/// <param name="LastList">The last list of history heads; null before the first.</param>
/// <param name="Store">The <see cref="StoreVersion"/> of the data; the first version when an old backup does not name one.</param>
internal sealed record BackupState(
    string System,
    DateTimeOffset? OthersUpTo,
    DateTimeOffset? UpTo,
    string? FirstUpTo,
    ListName? LastList = null,
    int Store = StoreVersion.First
);

/// <summary>The container of an app's backup, in a separate storage account: <c>rows/TABLE/PARTITION.jsonl.gz</c> for each partition,
/// <c>documents/NAME</c>, and <c>backup.json</c>. The account's blob versioning keeps earlier contents.</summary>
internal sealed class BackupContainer(AppStorage storage)
{
    private const string StateBlob = "backup.json";
    private const string TurnBlob = "backup.lock";
    private const string RowsEnd = ".jsonl.gz";

    /// <summary>Partition of the pending table in which backup and restore keep their own rows.</summary>
    public const string OwnPartition = "backup";

    public const string Rows = "rows/";

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

    /// <summary>Takes the lease that allows one backup run at a time; null when another run holds it.</summary>
    public async Task<BlobLeaseClient?> TryAcquireLeaseAsync(TimeSpan turn, CancellationToken cancellation)
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

    /// <summary>Writes a partition's rows to the backup and returns them. Writes nothing when there are none.</summary>
    /// <param name="table">The table to read.</param>
    /// <param name="partition">The partition key.</param>
    /// <param name="between">Runs between reading and writing, unless there are no rows.</param>
    /// <param name="cancellation">Cancels the operation.</param>
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

    /// <summary>Copies new documents of an aggregate and returns their number. Documents that the backup has already are skipped, since
    /// their content never changes.</summary>
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

    public Task BringBackAsync(BlobItem document, CancellationToken cancellation) =>
        CopyAsync(
            Blob(document.Name),
            storage.Documents.GetBlockBlobClient(document.Name[Documents.Length..]),
            document.Properties.ContentType,
            cancellation
        );

    public static (string Table, string Partition) PartitionOf(string blob)
    {
        var parts = blob[Rows.Length..^RowsEnd.Length].Split('/', 2);
        return (parts[0], parts[1]);
    }

    /// <summary>A table's name without the app's prefix, as in <c>Aggregates</c>.</summary>
    public string NameOf(TableClient table) => table.Name[storage.App.Length..];

    /// <summary>The table for a name without the app's prefix; a slash and anything after it is ignored.</summary>
    public TableClient TableOf(string name) =>
        new[] { storage.Aggregates, storage.Series, storage.Lists, storage.Counters, storage.Copies }.Single(t =>
            NameOf(t) == name.Split('/')[0]
        );

    /// <summary>The system's id, set by its first backup or by the restore that created it; null before.</summary>
    public async Task<string?> FindSystemAsync(CancellationToken cancellation) =>
        (await storage.Pending.FindAsync(OwnPartition, "system", cancellation))?.GetString("Id");

    public Task SaveSystemAsync(string system, CancellationToken cancellation) =>
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
