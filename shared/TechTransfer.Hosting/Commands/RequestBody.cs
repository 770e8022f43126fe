using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.Commands;

/// <summary>Reading bodies: bounded, strict, and every fault a problem with its path.</summary>
public static class RequestBody
{
    /// <summary>Bytes that a JSON body may have.</summary>
    public const int JsonLimit = 1024 * 1024;

    /// <summary>Bytes that any body may have: files are taken up to this.</summary>
    public const int Limit = 50 * 1024 * 1024;

    /// <summary>What the server itself cuts off at: it counts the framing of bodies that come in chunks too, and functions check their own
    /// limits to the byte.</summary>
    internal const int ServerLimit = Limit + 1024 * 1024;

    /// <summary>The body's bytes, for JSON.</summary>
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
        return bytes.ToArray();
    }

    /// <summary>The value that the bytes hold. An empty body stands for <c>{}</c>. Whatever is wrong with them is one problem that names
    /// every fault.</summary>
    public static T Parse<T>(byte[] bytes)
    {
        var (value, faults) = StrictJson.Read<T>(bytes.Length == 0 ? "{}"u8.ToArray() : bytes);
        if (faults.Count == 0)
            return value!;
        Problem[] problems = [.. faults.Select(f => Problem.Of(Catalogue.MalformedBody, ("reason", f.Reason)).At(f.Path))];
        throw new ProblemException(problems[0] with { Errors = [.. problems.SelectMany(p => p.Errors)] });
    }

    /// <summary>The JSON body as a value.</summary>
    public static async Task<T> ReadJsonAsync<T>(this HttpRequest request, CancellationToken cancellation) =>
        Parse<T>(await request.ReadJsonBytesAsync(cancellation));

    // A call without a body need not say so: without a length the server knows by the transfer encoding.
    private static bool HasBody(HttpRequest request) =>
        request.ContentLength is { } length
            ? length > 0
            : request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
}
