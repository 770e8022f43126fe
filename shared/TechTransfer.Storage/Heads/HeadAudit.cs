using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Backups;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Storage.Heads;

/// <summary>What is wrong with a list of heads, or with what it vouches for.</summary>
public enum HeadFaultKind
{
    /// <summary>The list is none, or its signature does not hold.</summary>
    ListChanged,

    /// <summary>The list before it is gone, or is another than it was.</summary>
    PreviousMissing,

    /// <summary>The history has no such head any more, or its chain does not hold: it was rewritten.</summary>
    HistoryRewritten,

    /// <summary>The history could not be read.</summary>
    HistoryUnreadable,
}

/// <summary>A fault that the audit found.</summary>
/// <param name="List">The list.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Kind">Of a history: the kind of aggregate.</param>
/// <param name="Id">Of a history: the aggregate's id.</param>
public sealed record HeadFault(string List, HeadFaultKind Fault, string? Kind = null, string? Id = null);

/// <summary>How far the audit of a day is.</summary>
/// <param name="Lists">Lists held against their signatures in this step.</param>
/// <param name="Heads">Histories held against their heads in this step.</param>
/// <param name="Faults">What was found.</param>
/// <param name="Next">What the next step is to go on after; null at the day's end.</param>
public sealed record HeadsAudited(int Lists, int Heads, IReadOnlyList<HeadFault> Faults, string? Next);

/// <summary>Holds histories against the heads that were listed when they were made.</summary>
public sealed class HeadAudit(AppStorage storage, IEnumerable<ISweepable> stores, SetAsides asides, TimeProvider time)
{
    /// <summary>The public keys that lists are verified with, in PEM; null when no storage for backups is set.</summary>
    public string? PublicKeys => storage.HeadKey?.PublicPem();

    /// <summary>Verifies the lists of a day and every history that they vouch for, list by list.</summary>
    /// <param name="day">The day in UTC.</param>
    /// <param name="after">Where the step before left off; null to begin.</param>
    /// <param name="within">How long this step may take; it ends with a list.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Outcome<HeadsAudited>> RunAsync(
        DateOnly day,
        string? after,
        TimeSpan within,
        CancellationToken cancellation = default
    )
    {
        if (storage is not { Heads: { } container, HeadKey: { } key })
            return Problem.Of(Catalogue.NoBackup);
        var end = time.GetUtcNow() + within;
        var kinds = stores.ToDictionary(s => s.Kind);
        var (lists, heads) = (0, 0);
        var faults = new List<HeadFault>();
        var round = await asides.BeginAsync("heads", cancellation);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, HeadList.Folder(day), cancellation))
        {
            if (string.CompareOrdinal(blob.Name, after) <= 0)
                continue;
            if (lists > 0 && time.GetUtcNow() > end)
                return new HeadsAudited(lists, heads, faults, after);
            after = blob.Name;
            lists++;
            if (
                HeadList.Read(await ReadAsync(container.GetBlockBlobClient(blob.Name), cancellation) ?? [], key)
                is not { IsSigned: true } list
            )
            {
                faults.Add(new(blob.Name, HeadFaultKind.ListChanged));
                continue;
            }
            if (
                list.Top.Previous is { } previous
                && !await IsThereAsync(container.GetBlockBlobClient(previous.Name), previous.Sha256, cancellation)
            )
                faults.Add(new(blob.Name, HeadFaultKind.PreviousMissing));
            await Parallel.ForEachAsync(
                list.Heads,
                AtOnce.Until(cancellation),
                async (head, stop) =>
                {
                    var isThere = false;
                    var isRead = await round.DoAsync(
                        new AggregateName(head.Kind, head.Id).Partition,
                        async () =>
                            isThere = kinds.TryGetValue(head.Kind, out var store) && await store.HasHeadAsync(head.Id, head.Hash, stop),
                        stop
                    );
                    if (isThere)
                        return;
                    lock (faults)
                        faults.Add(
                            new(blob.Name, isRead ? HeadFaultKind.HistoryRewritten : HeadFaultKind.HistoryUnreadable, head.Kind, head.Id)
                        );
                }
            );
            heads += list.Heads.Count;
        }
        return new HeadsAudited(lists, heads, faults, null);
    }

    private static async Task<bool> IsThereAsync(BlockBlobClient list, string sha256, CancellationToken cancellation) =>
        await ReadAsync(list, cancellation) is { } bytes && Ids.Sha256(bytes) == sha256;

    private static async Task<byte[]?> ReadAsync(BlockBlobClient list, CancellationToken cancellation)
    {
        await using var content = await BlobReading.OpenAsync(list, cancellation);
        if (content is null)
            return null;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }
}
