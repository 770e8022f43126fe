using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage;

/// <summary>What a row must keep to find the document again.</summary>
/// <param name="Sha256">Lower-case hexadecimal hash of the content; also the document's name under its aggregate.</param>
/// <param name="Size">In bytes.</param>
public sealed record StoredDocument(string Sha256, long Size);

/// <summary>Documents, each named by its aggregate's id and the hash of its content, so that the same content is stored once per aggregate.
/// Store a document before the row that refers to it.</summary>
public sealed class DocumentStore(AppStorage storage)
{
    /// <summary>Copies the content; use the overload with a stream for large files. Storing the same content again has no effect.</summary>
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

    /// <summary>Stores a document from a seekable stream, reading it twice from its start: for the hash, then for the upload.</summary>
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

    /// <summary>Opens a document; null when the aggregate has none with this hash. The content is downloaded while the stream is
    /// read.</summary>
    public Task<Stream?> OpenAsync(string aggregate, string sha256, CancellationToken cancellation = default) =>
        BlobReading.OpenAsync(storage.Documents.GetBlockBlobClient(Name(aggregate, sha256)), cancellation);

    private static string Name(string aggregate, string sha256) => $"{aggregate}/{sha256}";
}

internal static class BlobReading
{
    /// <summary>Unlike the SDK, returns null for a missing blob. Reading fails if the blob is changed meanwhile.</summary>
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

internal static class BlobWriting
{
    private const int BlockSize = 4 * 1024 * 1024;
    private const int Attempts = 5;

    /// <summary>Writes a blob whose name contains its content's hash; does nothing when it exists already.</summary>
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
                // A conflict can also have other causes, so check that the blob exists; its name guarantees that the content is the same.
                if (await blob.ExistsAsync(cancellation))
                    return;
                await Contention.PauseAsync(attempt, cancellation);
            }
        }
    }

    /// <summary>Writes or overwrites a blob if the conditions hold: in one call up to 4 MiB, in blocks beyond.</summary>
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
