using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.Commands;

/// <summary>Reads request bodies with a size limit, and JSON strictly: each fault becomes a problem with its path.</summary>
public static class RequestBody
{
    /// <summary>In bytes; larger bodies are refused with 413.</summary>
    public const int JsonLimit = 1024 * 1024;

    /// <summary>In bytes, for bodies such as uploaded files; larger ones are refused with 413.</summary>
    public const int Limit = 50 * 1024 * 1024;

    /// <summary>Limit that the server enforces, in bytes. Larger than <c>Limit</c>, because the server also counts the framing of chunked
    /// bodies; functions enforce the exact limit themselves.</summary>
    internal const int ServerLimit = Limit + 1024 * 1024;

    /// <summary>Reads the bytes of a JSON body; empty when there is none. A wrong media type or a body over <c>JsonLimit</c> throws the
    /// matching problem.</summary>
    public static async Task<byte[]> ReadJsonBytesAsync(this HttpRequest request, CancellationToken cancellation)
    {
        if (!HasBody(request))
            return [];
        if (!request.HasJsonContentType())
            throw new ProblemException(Problem.Of(Catalogue.UnsupportedMediaType, ("expected", "application/json")));
        if (request.ContentLength > JsonLimit)
            throw new ProblemException(Problem.Of(Catalogue.BodyTooLarge, ("limit", Text.OfBytes(JsonLimit))));
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > JsonLimit)
                throw new ProblemException(Problem.Of(Catalogue.BodyTooLarge, ("limit", Text.OfBytes(JsonLimit))));
        }
        var body = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        if (body.StartsWith(Gzip))
            throw new ProblemException(Problem.Of(Catalogue.UnsupportedContentEncoding));
        return body[(body.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0)..].ToArray();
    }

    /// <summary>The problem when a body is compressed, which no operation takes; null otherwise.</summary>
    internal static Problem? Encoded(HttpRequest request) =>
        request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding
        && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? Problem.Of(Catalogue.UnsupportedContentEncoding)
            : null;

    private static ReadOnlySpan<byte> Gzip => [0x1F, 0x8B];

    /// <summary>Parses a JSON body; an empty one counts as <c>{}</c>. All faults are thrown as one problem that lists each with its
    /// path.</summary>
    public static T Parse<T>(byte[] bytes)
    {
        var (value, faults) = StrictJson.ReadEntered<T>(bytes.Length == 0 ? "{}"u8.ToArray() : bytes);
        if (faults.Count == 0)
            return value!;
        Problem[] problems = [.. faults.Select(f => Problem.Of(Catalogue.MalformedBody, ("reason", f.Reason)).At(f.Path))];
        throw new ProblemException(problems[0] with { Errors = [.. problems.SelectMany(p => p.Errors)] });
    }

    /// <summary>All faults of the JSON are thrown as one problem, a wrong type or size as another.</summary>
    public static async Task<T> ReadJsonAsync<T>(this HttpRequest request, CancellationToken cancellation) =>
        Parse<T>(await request.ReadJsonBytesAsync(cancellation));

    // Without Content-Length, the server knows from the transfer encoding whether there is a body.
    private static bool HasBody(HttpRequest request) =>
        request.ContentLength is { } length
            ? length > 0
            : request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
}
