using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TechTransfer.Demo;

/// <summary>An answer over HTTP.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Tag">The ETag, if there was one.</param>
/// <param name="Body">The JSON; null when it was none.</param>
/// <param name="StorageCalls">What the call cost in storage calls, as a local app tells.</param>
public sealed record ApiAnswer(int Status, string? Tag, JsonNode? Body, int? StorageCalls)
{
    /// <summary>The problem's code, if it is one.</summary>
    public string? Code => (string?)Body?["code"];
}

/// <summary>One app, called as one local user.</summary>
/// <param name="address">Where it is.</param>
/// <param name="user">The user's name.</param>
/// <param name="key">What its token is signed with.</param>
/// <param name="through">What carries the calls, and says itself how long it tries; null for a plain connection.</param>
/// <param name="time">The system's clock; null for the machine's.</param>
public sealed class Api(Uri address, string user, ECDsa key, HttpMessageHandler? through = null, TimeProvider? time = null) : IDisposable
{
    private readonly HttpClient http = Open(address, LocalUsers.Token(user, key, time), through);
    private int sent;

    public HttpClient Http => http;

    public string User => user;

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    /// <summary>A command with a key of its own, on the version that a tag names.</summary>
    public Task<ApiAnswer> PostAsync(string path, JsonNode? body, string? ifMatch = null, string? idempotencyKey = null) =>
        CommandAsync(HttpMethod.Post, path, JsonContent.Create(body ?? new JsonObject()), ifMatch, idempotencyKey);

    public Task<ApiAnswer> PutAsync(string path, JsonNode body, string? ifMatch, string? idempotencyKey = null) =>
        CommandAsync(HttpMethod.Put, path, JsonContent.Create(body), ifMatch, idempotencyKey);

    public Task<ApiAnswer> PostBytesAsync(string path, byte[] content, string mediaType, string? ifMatch)
    {
        var bytes = new ByteArrayContent(content);
        bytes.Headers.ContentType = new(mediaType);
        return CommandAsync(HttpMethod.Post, path, bytes, ifMatch, null);
    }

    public void Dispose() => http.Dispose();

    private Task<ApiAnswer> CommandAsync(HttpMethod method, string path, HttpContent content, string? ifMatch, string? idempotencyKey)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add(
            "Idempotency-Key",
            idempotencyKey ?? $"\"{user}-{Environment.ProcessId}-{Interlocked.Increment(ref sent)}-{Random.Shared.Next():x}\""
        );
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        return SendAsync(request);
    }

    private async Task<ApiAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        using (var response = await http.SendAsync(request))
        {
            var text = await response.Content.ReadAsStringAsync();
            var isJson = response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
            var calls = response.Headers.TryGetValues("Storage-Calls", out var values)
                ? int.Parse(values.First(), System.Globalization.CultureInfo.InvariantCulture)
                : (int?)null;
            return new(
                (int)response.StatusCode,
                response.Headers.ETag?.ToString(),
                isJson ? JsonNode.Parse(text, documentOptions: new JsonDocumentOptions()) : null,
                calls
            );
        }
    }

    private static HttpClient Open(Uri address, string token, HttpMessageHandler? through)
    {
        var client = new HttpClient(through ?? new SocketsHttpHandler())
        {
            BaseAddress = address,
            Timeout = through is null ? TimeSpan.FromMinutes(5) : Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");
        return client;
    }
}
