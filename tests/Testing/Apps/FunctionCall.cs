using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel.Decisions;

namespace TechTransfer.Testing.Apps;

/// <summary>Calls an HTTP function's method directly, with a hand-made request and no web server.</summary>
public static class FunctionCall
{
    private static readonly IServiceProvider Logging = new ServiceCollection().AddLogging().BuildServiceProvider();

    public static Task<Reply> GetAsync(Func<HttpRequest, CancellationToken, Task<IResult>> function, Caller? caller, string path) =>
        SendAsync(function, caller, "GET", path);

    public static Task<Reply> PutAsync(
        Func<HttpRequest, CancellationToken, Task<IResult>> function,
        Caller caller,
        string path,
        JsonNode body,
        string? tag = null,
        string? key = null
    ) => SendAsync(function, caller, "PUT", path, SentBody.Of(body), tag, key);

    /// <summary>Posts a JSON body; without one, an empty object.</summary>
    public static Task<Reply> PostAsync(
        Func<HttpRequest, CancellationToken, Task<IResult>> function,
        Caller caller,
        string path,
        JsonNode? body = null,
        string? tag = null,
        string? key = null
    ) => SendAsync(function, caller, "POST", path, SentBody.Of(body ?? new JsonObject()), tag, key);

    /// <param name="function">The method that carries the function's HTTP trigger.</param>
    /// <param name="caller">The signed-in user; null for an anonymous call.</param>
    /// <param name="path">Path with its query.</param>
    /// <param name="body">The request body; null for none.</param>
    /// <param name="tag">The value of If-Match; null for none.</param>
    /// <param name="key">The Idempotency-Key; null sends a new random key with every write.</param>
    public static async Task<Reply> SendAsync(
        Func<HttpRequest, CancellationToken, Task<IResult>> function,
        Caller? caller,
        string method,
        string path,
        SentBody? body = null,
        string? tag = null,
        string? key = null
    )
    {
        var http = new DefaultHttpContext { RequestServices = Logging };
        if (caller is not null)
            http.Features.Set(caller);
        var request = http.Request;
        var parts = path.Split('?', 2);
        (request.Method, request.Path) = (method, parts[0]);
        if (parts.Length == 2)
            request.QueryString = new("?" + parts[1]);
        request.Headers.AcceptLanguage = "en";
        if (method != "GET")
            request.Headers["Idempotency-Key"] = key ?? Path.GetRandomFileName();
        if (tag is not null)
            request.Headers.IfMatch = tag;
        if (body is not null)
            (request.Body, request.ContentType, request.ContentLength) = (body.Content, body.MediaType, body.Length);
        else
            request.ContentLength = 0;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        try
        {
            await (await function(request, CancellationToken.None)).ExecuteAsync(http);
        }
        catch (ProblemException exception)
        {
            // In a running app the middleware turns this exception into the same response.
            await new ProblemResult(exception.Problem).ExecuteAsync(http);
        }
        var (response, headers) = (http.Response, http.Response.Headers);
        return new(response.StatusCode, headers.ETag, headers.Location, response.ContentType, answer.ToArray());
    }
}

public sealed record SentBody(Stream Content, string? MediaType, long? Length = null)
{
    public static SentBody Of(byte[] content, string mediaType) => new(new MemoryStream(content), mediaType, content.Length);

    public static SentBody Of(JsonNode content) => Of(Encoding.UTF8.GetBytes(content.ToJsonString()), "application/json");
}
