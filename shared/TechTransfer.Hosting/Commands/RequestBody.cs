using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TechTransfer.Kernel;

namespace TechTransfer.Hosting;

/// <summary>Reading bodies: bounded, strict, and every fault a problem with its path.</summary>
public static class RequestBody
{
    /// <summary>Bytes that a JSON body may have.</summary>
    public const int JsonLimit = 1024 * 1024;

    /// <summary>The body's bytes, for JSON.</summary>
    public static async Task<byte[]> ReadJsonBytesAsync(this HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength is null or > 0 && !request.HasJsonContentType()) throw new ProblemException(Problem.Of(Catalogue.UnsupportedMediaType, ("expected", "application/json")));
        if (request.ContentLength > JsonLimit) throw new ProblemException(Problem.Of(Catalogue.BodyTooLarge, ("limit", JsonLimit)));
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > JsonLimit) throw new ProblemException(Problem.Of(Catalogue.BodyTooLarge, ("limit", JsonLimit)));
        }
        return bytes.ToArray();
    }

    /// <summary>The value that the bytes hold. An empty body stands for <c>{}</c>.</summary>
    public static T Parse<T>(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes.Length == 0 ? "{}"u8 : bytes, Json.Strict)
                ?? throw new ProblemException(Malformed("", "null"));
        }
        catch (JsonException exception)
        {
            var path = (exception.Path ?? "$").TrimStart('$').TrimStart('.');
            throw new ProblemException(Malformed(path, Reason(exception)));
        }
    }

    /// <summary>The JSON body as a value.</summary>
    public static async Task<T> ReadJsonAsync<T>(this HttpRequest request, CancellationToken cancellation) => Parse<T>(await request.ReadJsonBytesAsync(cancellation));

    private static Problem Malformed(string path, string reason) => Problem.Of(Catalogue.MalformedBody, ("reason", reason)).At(path);

    // The serializer's sentence goes on with path and position, which the problem has in fields of their own.
    private static string Reason(JsonException exception)
    {
        var message = exception.Message;
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
