using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TechTransfer.Demo;

/// <param name="Tag">The ETag; null without one.</param>
/// <param name="Body">The response body; null when it is not JSON.</param>
/// <param name="StorageCalls">Number of storage calls that the request needed, from a header that only local apps send.</param>
public sealed record ApiAnswer(int Status, string? Tag, JsonNode? Body, int? StorageCalls)
{
    public string? Code => (string?)Body?["code"];
}

/// <summary>An HTTP client of one app that is signed in as one sample user.</summary>
/// <param name="through">
/// Sends the requests and sets its own timeouts, as the proofs do to retry; null for an ordinary connection.
/// </param>
/// <param name="time">The clock of the apps; null for the real time.</param>
public sealed class Api(Uri address, string user, ECDsa key, HttpMessageHandler? through = null, TimeProvider? time = null) : IDisposable
{
    private readonly HttpClient http = Open(address, LocalUsers.Token(user, key, time), through);
    private int sent;

    public HttpClient Http => http;

    public string User => user;

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    /// <summary>Sends a command. Without <paramref name="idempotencyKey"/> it gets a new one.</summary>
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
