using System.Net;
using TechTransfer.Proof.Hosts;

namespace TechTransfer.Proof.Load;

/// <summary>
/// Sends one user's calls to a random instance of an app. A call whose outcome is unknown is sent again with the same key until it is
/// answered, as the documentation asks of clients.
/// </summary>
/// <param name="before">Called before each try of a command with instance, app and idempotency key; null for nothing.</param>
public sealed class Carrier(
    TwoInstances system,
    App app,
    string user,
    History history,
    Random random,
    Action<Instance, App, string>? before = null
) : DelegatingHandler(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) })
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        while (true)
        {
            Instance instance;
            lock (random)
                instance = system.All[random.Next(system.All.Count)];
            if (KeyOf(request) is { } command)
                before?.Invoke(instance, app, command);
            var answer = await TryAsync(request, body, new Uri(instance.At(app), request.RequestUri!.PathAndQuery), cancellationToken);
            if (answer is not null && !IsUnknown(answer.StatusCode))
                return answer;
            answer?.Dispose();
            await Task.Delay(100, cancellationToken);
        }
    }

    private static string? KeyOf(HttpRequestMessage request) =>
        request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.First().Trim('"') : null;

    // Answers of an instance that is dying, starting or overloaded.
    private static bool IsUnknown(HttpStatusCode status) => (int)status >= 500 || status == HttpStatusCode.TooManyRequests;

    private async Task<HttpResponseMessage?> TryAsync(
        HttpRequestMessage original,
        byte[]? body,
        Uri address,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(original.Method, address);
        foreach (var (name, values) in original.Headers)
            request.Headers.TryAddWithoutValidation(name, values);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            foreach (var (name, values) in original.Content!.Headers)
                request.Content.Headers.TryAddWithoutValidation(name, values);
        }
        var call = new RecordedCall(
            user,
            app.Name,
            request.Method.Method,
            address.PathAndQuery,
            body,
            request.Content?.Headers.ContentType?.ToString(),
            KeyOf(request),
            request.Headers.IfMatch.FirstOrDefault()?.ToString(),
            system.Now,
            default,
            null,
            null,
            null,
            null
        );
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var answer = await base.SendAsync(request, patience.Token);
            await answer.Content.LoadIntoBufferAsync(patience.Token);
            var text = answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json"
                ? await answer.Content.ReadAsStringAsync(patience.Token)
                : null;
            history.Add(
                call with
                {
                    Ended = system.Now,
                    Status = (int)answer.StatusCode,
                    Answer = text,
                    ETag = answer.Headers.ETag?.ToString(),
                    Location = answer.Headers.Location?.ToString(),
                    RetryAfter = answer.Headers.RetryAfter?.ToString(),
                }
            );
            return answer;
        }
        catch (Exception failure)
            when (failure is HttpRequestException or IOException
                || (failure is OperationCanceledException && !cancellation.IsCancellationRequested)
            )
        {
            history.Add(call with { Ended = system.Now });
            return null;
        }
    }
}
