using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage;

/// <summary>A document that was stored.</summary>
/// <param name="Sha256">Lower-case hexadecimal hash of the content, and its name under the aggregate.</param>
/// <param name="Size">Bytes.</param>
public sealed record StoredDocument(string Sha256, long Size);

/// <summary>
/// Documents, named by the hash of their content under the aggregate they belong to. The blob is written before the row that speaks of it;
/// the same content twice is one blob.
/// </summary>
public sealed class DocumentStore(AppStorage storage)
{
    /// <summary>Stores bytes that are at hand.</summary>
    public async Task<StoredDocument> SaveAsync(
        string aggregate,
        ReadOnlyMemory<byte> content,
        string mediaType,
        CancellationToken cancellation = default
    )
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        return await SaveAsync(aggregate, stream, mediaType, cancellation);
    }

    /// <summary>Stores a seekable stream from its start: once for the hash, once for the content.</summary>
    public async Task<StoredDocument> SaveAsync(
        string aggregate,
        Stream content,
        string mediaType,
        CancellationToken cancellation = default
    )
    {
        content.Position = 0;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
        var blob = storage.Documents.GetBlockBlobClient(Name(aggregate, sha256));
        await BlobWriting.WriteOnceAsync(blob, content, mediaType, cancellation);
        return new(sha256, content.Length);
    }

    /// <summary>Opens a document; null when there is none of that name.</summary>
    public Task<Stream?> OpenAsync(string aggregate, string sha256, CancellationToken cancellation = default) =>
        BlobReading.OpenAsync(storage.Documents.GetBlockBlobClient(Name(aggregate, sha256)), cancellation);

    private static string Name(string aggregate, string sha256) => $"{aggregate}/{sha256}";
}

/// <summary>Reading what may not be there.</summary>
internal static class BlobReading
{
    /// <summary>Opens a blob; null when there is none of that name.</summary>
    public static async Task<Stream?> OpenAsync(BlockBlobClient blob, CancellationToken cancellation)
    {
        try
        {
            return await blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellation);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }
}

/// <summary>Uploads of blobs with what the client needs to know about them.</summary>
internal static class BlobWriting
{
    private const int BlockSize = 4 * 1024 * 1024;
    private const int Attempts = 5;

    /// <summary>Writes a blob whose name is its content's hash: one that stands there already is the same.</summary>
    public static async Task WriteOnceAsync(BlockBlobClient blob, Stream content, string mediaType, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await WriteAsync(blob, content, mediaType, new() { IfNoneMatch = ETag.All }, cancellation);
                return;
            }
            catch (RequestFailedException refused) when (refused.Status is 409 or 412 && attempt < Attempts)
            {
                // The name is the content's hash: what stands there is the same. But not every conflict says that something stands there.
                if (await blob.ExistsAsync(cancellation))
                    return;
                await Contention.PauseAsync(attempt, cancellation);
            }
        }
    }

    /// <summary>Writes a blob, over what stands there, if the conditions hold: in one call up to 4 MiB, in blocks beyond.</summary>
    public static Task WriteAsync(
        BlockBlobClient blob,
        Stream content,
        string mediaType,
        BlobRequestConditions? conditions,
        CancellationToken cancellation
    )
    {
        content.Position = 0;
        var options = new BlobUploadOptions
        {
            HttpHeaders = new() { ContentType = mediaType },
            Conditions = conditions,
            TransferOptions = new()
            {
                InitialTransferSize = BlockSize,
                MaximumTransferSize = BlockSize,
                MaximumConcurrency = 1,
            },
        };
        return blob.UploadAsync(content, options, cancellation);
    }
}
