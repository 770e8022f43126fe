using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Tests.CustomHandler;

/// <summary>What the Functions host makes of an answer.</summary>
public enum Verdict
{
    Done,
    Failed,
    /// <summary>The invocation is never completed: it hangs until its time is over.</summary>
    Hangs,
}

/// <summary>Plays the Functions host: sends calls as it does, and judges the answers as it does.</summary>
public sealed class PlayedHost(HttpClient client)
{
    public const string InvocationId = "2b6d7a5e-1f52-4d3b-9b43-5ad5f1f8f0c1";

    /// <summary>A queue message as the host sends it: the text is JSON inside a JSON string, and so are the texts of the metadata.</summary>
    public static string QueuePayload(string text, int dequeueCount = 1, string binding = "message")
    {
        var metadata = new Dictionary<string, object>
        {
            ["DequeueCount"] = $"{dequeueCount}",
            ["Id"] = Encoded("5f1d3c1e-0000-4000-8000-000000000001"),
            ["PopReceipt"] = Encoded("AgAAAAMAAAAAAAAA"),
            ["ExpirationTime"] = "2026-11-28T00:00:00+00:00",
            ["InsertionTime"] = "2026-11-21T00:00:00+00:00",
            ["NextVisibleTime"] = "2026-11-21T00:10:00+00:00",
        };
        if (IsObject(text))
        {
            using var message = JsonDocument.Parse(text);
            foreach (var property in message.RootElement.EnumerateObject().Where(property => property.Value.ValueKind is not JsonValueKind.Array))
                metadata[property.Name] = property.Value.ValueKind is JsonValueKind.String ? Encoded(property.Value.GetString()!) : property.Value.GetRawText();
        }
        metadata["sys"] = new { MethodName = "F", UtcNow = "2026-11-21T00:00:00Z", RandGuid = Guid.NewGuid() };
        return JsonSerializer.Serialize(new { Data = new Dictionary<string, string> { [binding] = Encoded(text) }, Metadata = metadata });
    }

    public static string Encoded(string text) => JsonSerializer.Serialize(text);

    public async Task<HttpResponseMessage> PostAsync(string function, string payload, string contentType = "application/json", bool named = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{function}") { Content = new StringContent(payload, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        if (named) AddHeaders(request);
        return await client.SendAsync(request);
    }

    public async Task<Verdict> CallAsync(string function, string payload)
    {
        using var answer = await PostAsync(function, payload);
        return await JudgeAsync(answer);
    }

    /// <summary>Calls with a message until it is done, as often as the host would; null if it would end in the poison queue.</summary>
    public async Task<int?> DeliverAsync(string function, string text, int maxDequeueCount = 5)
    {
        for (var dequeueCount = 1; dequeueCount <= maxDequeueCount; dequeueCount++)
        {
            if (await CallAsync(function, QueuePayload(text, dequeueCount)) is Verdict.Done) return dequeueCount;
        }
        return null;
    }

    public static void AddHeaders(HttpRequestMessage request)
    {
        request.Headers.Add("X-Azure-Functions-InvocationId", InvocationId);
        request.Headers.Add("X-Azure-Functions-HostVersion", "4.1042.100.1");
        request.Headers.UserAgent.ParseAdd("Azure-Functions-Host/4.1042.100.1");
    }

    public static async Task<Verdict> JudgeAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode) return Verdict.Failed;
        if (answer.Content.Headers.ContentType?.MediaType != "application/json") return Verdict.Failed;
        var text = await answer.Content.ReadAsStringAsync();
        if (text.Trim() is "" or "null") return Verdict.Hangs;
        try
        {
            using var body = JsonDocument.Parse(text);
            return body.RootElement.GetProperty("Outputs").ValueKind is JsonValueKind.Object && body.RootElement.GetProperty("Logs").ValueKind is JsonValueKind.Array &&
                   body.RootElement.TryGetProperty("ReturnValue", out _)
                ? Verdict.Done
                : Verdict.Failed;
        }
        catch (JsonException)
        {
            return Verdict.Failed;
        }
    }

    private static bool IsObject(string text) => text.StartsWith('{') && text.EndsWith('}');
}
