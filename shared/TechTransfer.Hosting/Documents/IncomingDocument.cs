using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using TechTransfer.Hosting.Commands;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.Documents;

/// <summary>
/// A document on its way in: received into a temporary file, hashed as it comes, then looked through. Fifty megabytes are no matter for a
/// disk, but for the memory of a small instance that serves several at once.
/// </summary>
public sealed class IncomingDocument : IAsyncDisposable
{
    /// <summary>Bytes of one document.</summary>
    public const long Largest = RequestBody.Limit;

    private readonly FileStream file = new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        }
    );

    /// <summary>The content, seekable.</summary>
    public Stream Content => file;

    /// <summary>Lower-case hexadecimal.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Media type, by the content.</summary>
    public string Type { get; private set; } = "";

    /// <summary>Bytes.</summary>
    public long Size => file.Length;

    /// <summary>Receives a request's body and looks through it (<see cref="DocumentCheck"/>); the problem with it, or null.</summary>
    /// <param name="request">Its query may say in <c>type</c> which media type the content must be.</param>
    /// <param name="taken">The media types that are taken, of <see cref="DocumentType"/>.</param>
    /// <param name="cancellation">The caller has gone.</param>
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
        var declared = request.Query["type"].ToString();
        if (type is null || !taken.Contains(type) || (declared.Length > 0 && declared != type))
            return Problem.Of(Catalogue.UnsupportedMediaType, ("expected", string.Join(", ", taken))).At("type");
        Type = type;
        return DocumentCheck.Of(file, type);
    }

    /// <summary>Removes the temporary file.</summary>
    public ValueTask DisposeAsync() => file.DisposeAsync();

    private static Problem TooLarge() => Problem.Of(Catalogue.BodyTooLarge, ("limit", Text.OfBytes(Largest)));
}
