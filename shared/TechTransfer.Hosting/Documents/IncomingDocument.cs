using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Queries;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.Documents;

/// <summary>A document being uploaded: received into a temporary file, hashed on the way, then checked. A file rather than memory, since
/// several uploads of 50 MB at once would exceed the memory of a small instance.</summary>
public sealed class IncomingDocument : IAsyncDisposable
{
    /// <summary>Largest document in bytes; the same limit as for every request body.</summary>
    public const long Largest = RequestBody.Limit;

    private readonly FileStream file = TemporaryFile.Create();

    /// <summary>Stream over the temporary file, seekable; deleted when this object is disposed.</summary>
    public Stream Content => file;

    /// <summary>Lower-case hexadecimal hash of the content; empty until received.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Media type detected from the content; empty until the document has been received and its type accepted.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Bytes received so far; the document's size once it has been received.</summary>
    public long Size => file.Length;

    /// <summary>Receives a request's body and checks it with <see cref="DocumentCheck"/>. Returns the problem; null when the document is
    /// acceptable.</summary>
    /// <param name="request">Its query parameter <c>type</c> may give the media type that the content must have.</param>
    /// <param name="taken">The accepted media types, from <see cref="DocumentType"/>.</param>
    /// <param name="cancellation">Triggered when the client disconnects.</param>
    public async Task<Problem?> ReceiveAsync(HttpRequest request, IReadOnlyList<string> taken, CancellationToken cancellation)
    {
        if (request.ContentLength > Largest)
            return TooLarge();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (file.Length + read > Largest)
                return TooLarge();
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
        await file.FlushAsync(cancellation);
        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());

        if (PackageCheck.Directory(file) is { } unfolds)
            return unfolds;
        var type = DocumentType.Of(file);
        if (type is null || !taken.Contains(type) || (request.Asked("type") is { } declared && declared != type))
            return Problem.Of(Catalogue.UnsupportedMediaType, ("expected", string.Join(", ", taken))).At("type");
        Type = type;
        return DocumentCheck.Of(file, type);
    }

    /// <summary>Call it also after a problem; until then the file occupies the instance's disk.</summary>
    public ValueTask DisposeAsync() => file.DisposeAsync();

    private static Problem TooLarge() => Problem.Of(Catalogue.BodyTooLarge, ("limit", Text.OfBytes(Largest)));
}
