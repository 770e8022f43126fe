using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace TechTransfer.ContractRegistration.Notifications.Hook;

/// <summary>Body of a webhook request. It contains no more than the inbox shows.</summary>
public sealed record HookBody(string Type, DateTimeOffset Timestamp, HookData Data)
{
    public static HookBody Of(NotificationSummary line) =>
        new($"notification.{line.Type}", line.At, new(line.Id, line.Recipient, line.CaseId, line.Text, line.Link));
}

/// <param name="Recipient">A USCC or <c>registrars</c>; the receiving gateway knows the addresses.</param>
public sealed record HookData(string Id, string Recipient, string CaseId, Text Text, string Link);

/// <summary>
/// Sends notifications to the webhook, signed according to Standard Webhooks: <c>Webhook-Id</c> (lets the receiver detect duplicates),
/// <c>Webhook-Timestamp</c> (Unix seconds) and <c>Webhook-Signature</c> (<c>v1,</c> and the base64 HMAC-SHA256 over id.timestamp.body).
/// </summary>
public sealed class HookClient(HookSettings settings, TimeProvider time) : IDisposable
{
    // No redirects: notifications go only to the address that the operator configured.
    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        }
    )
    {
        Timeout = settings.TimeOut,
    };

    /// <summary>Null if the receiver answered 2xx, else an error text.</summary>
    public async Task<string?> PostAsync(Notification notification, CancellationToken cancellation)
    {
        if (settings.Url is null)
            return "no hook is set any more";
        var body = Encoding.UTF8.GetBytes(Json.Write(HookBody.Of(NotificationSummary.Of(notification))));
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Url)
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" } },
            },
        };
        request.Headers.Add("Webhook-Id", notification.Id);
        request.Headers.Add("Webhook-Timestamp", timestamp);
        request.Headers.Add("Webhook-Signature", Sign(notification.Id, timestamp, body));
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return response.IsSuccessStatusCode ? null : string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}");
        }
        catch (HttpRequestException failure)
        {
            // Only the kind of error, because the exception message would reveal hosts and ports.
            return failure.HttpRequestError.ToString();
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "no answer in time";
        }
    }

    public void Dispose() => http.Dispose();

    private string Sign(string id, string timestamp, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData((byte[])[.. settings.Secret], signed))}";
    }
}
