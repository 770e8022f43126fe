using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Storage.Heads;

/// <summary>Distinguishes a manipulated list, a manipulated history, and one that could not be checked.</summary>
public enum HeadFaultKind
{
    /// <summary>The list cannot be parsed, or its signature is invalid.</summary>
    ListChanged,

    /// <summary>The list before this one is missing, or its hash differs.</summary>
    PreviousMissing,

    /// <summary>The history does not contain the listed hash, or its chain is broken: it was rewritten.</summary>
    HistoryRewritten,

    /// <summary>The history could not be read, for instance because the storage failed.</summary>
    HistoryUnreadable,
}

/// <summary>The blob name of the list leads to the evidence; kind and id lead to the history.</summary>
/// <param name="List">Blob name of the list.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Kind">Kind of the aggregate whose history is at fault; null for faults of the list.</param>
/// <param name="Id">Id of that aggregate; null for faults of the list.</param>
public sealed record HeadFault(string List, HeadFaultKind Fault, string? Kind = null, string? Id = null);

/// <summary>The audit of a day takes as many steps as its lists need; the caller repeats it until <c>Next</c> is null.</summary>
/// <param name="Lists">Lists whose signature was verified in this step.</param>
/// <param name="Heads">Histories compared with their listed head in this step.</param>
/// <param name="Faults">Faults found in this step.</param>
/// <param name="Next">Pass this as <c>after</c> to the next step; null when the day is complete.</param>
public sealed record HeadsAudited(int Lists, int Heads, IReadOnlyList<HeadFault> Faults, string? Next);

/// <summary>Compares aggregates' histories with the signed lists of their heads, which backups wrote earlier, to detect rewritten
/// histories.</summary>
public sealed class HeadAudit(AppStorage storage, IEnumerable<ISweepable> stores, SetAsides asides, TimeProvider time)
{
    /// <summary>The public keys that verify the lists, in PEM; null when no storage for backups is set.</summary>
    public string? PublicKeys => storage.HeadKey?.PublicPem();

    /// <summary>Continues with the next list until the day is complete or the time has passed.</summary>
    /// <param name="day">The day on which the lists were written, in UTC.</param>
    /// <param name="after">The previous step's <c>Next</c>; null to begin.</param>
    /// <param name="within">How long this step may take; it finishes the list that it is at.</param>
    /// <param name="cancellation">Cancels the operation.</param>
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
