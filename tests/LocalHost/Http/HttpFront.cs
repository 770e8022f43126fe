using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using TechTransfer.LocalHost.Settings;
using TechTransfer.LocalHost.Worker;
using TechTransfer.LocalHost.Worker.Messages;
using Yarp.ReverseProxy.Forwarder;

namespace TechTransfer.LocalHost.Http;

/// <summary>Receives the app's HTTP calls and forwards each to the worker, which runs a web server itself.</summary>
internal sealed class HttpFront(AppSettings settings, IHttpForwarder forwarder, ILogger log) : IDisposable
{
    private const string InvocationHeader = "x-ms-invocation-id";
    internal const long LargestBody = 104_857_600;
    private static readonly ForwarderRequestConfig Forwarding = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Without a propagator the client forwards the caller's trace headers unchanged.
    private readonly HttpMessageInvoker client = new(
        new RetriedConnection(
            new SocketsHttpHandler
            {
                UseProxy = false,
                AllowAutoRedirect = false,
                UseCookies = false,
                ActivityHeadersPropagator = null,
                AutomaticDecompression = System.Net.DecompressionMethods.None,
            }
        )
    );

    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Func<(WorkerChannel Channel, Uri Address)?>? worker;
    private int underWay;
    private volatile bool stopping;

    public HttpRoutes Routes { get; } = new();

    /// <summary>Sets the routes; before this, every call gets 503.</summary>
    public void Open(IEnumerable<HostedFunction> functions, Func<(WorkerChannel Channel, Uri Address)?> current)
    {
        Routes.Set(functions, settings.Host.RoutePrefix, CallAsync);
        worker = current;
    }

    /// <summary>Refuses new calls with 503 and waits for running ones, at most for the given time.</summary>
    public async Task DrainAsync(TimeSpan patience)
    {
        stopping = true;
        if (Volatile.Read(ref underWay) == 0)
            return;
        try
        {
            await drained.Task.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            log.LogWarning("Calls are cut off: they took longer than {Patience} to end", patience);
        }
    }

    /// <summary>Middleware that runs before routing and enforces the limits of the host: number of calls, size of a body.</summary>
    public async Task ServeAsync(HttpContext http, RequestDelegate next)
    {
        var most = settings.Host.MaxOutstandingRequests;
        var now = Interlocked.Increment(ref underWay);
        try
        {
            if (worker is null || stopping)
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            else if (now > most)
                http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            else if (http.Request.ContentLength > LargestBody)
                http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            else
                await next(http);
        }
        finally
        {
            if (Interlocked.Decrement(ref underWay) == 0 && stopping)
                drained.TrySetResult();
        }
    }

    /// <summary>
    /// Middleware that runs after routing: for a known route with another method the Functions host answers 404, not 405.
    /// </summary>
    public static Task HideWrongMethodsAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is not null and not RouteEndpoint)
            http.SetEndpoint(null);
        return next(http);
    }

    public void Dispose()
    {
        client.Dispose();
        Routes.Dispose();
    }

    private async Task CallAsync(HttpContext http, HostedFunction function)
    {
        if (worker?.Invoke() is not { } current)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        var id = Guid.NewGuid().ToString();
        http.Request.Headers[InvocationHeader] = id;
        var request = new InvocationRequest
        {
            InvocationId = id,
            FunctionId = function.Id,
            TraceContext = new(),
        };
        request.InputData.Add(
            new ParameterBinding
            {
                Name = function.Parameter,
                Data = new() { Http = new() },
            }
        );
        AddTriggerMetadata(request, http.Request);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        var forwarding = forwarder
            .SendAsync(http, current.Address.ToString(), client, Forwarding, HttpTransformer.Default, over.Token)
            .AsTask();
        var invocation = current.Channel.InvokeAsync(function.Name, request, settings.Host.FunctionTimeout, http.RequestAborted);
        var failed = false;
        try
        {
            await invocation;
        }
        catch (InvocationException failure)
        {
            failed = true;
            // A worker that has died or timed out never answers, so the forwarded call is cancelled.
            if (!failure.IsAnswer)
                await over.CancelAsync();
        }
        var forwarded = await forwarding;
        // Keep a response that has begun or succeeded. For a malformed request body the forwarder has already set 400.
        if (http.Response.HasStarted || forwarded is ForwarderError.RequestBodyClient || (forwarded is ForwarderError.None && !failed))
            return;
        http.Response.Clear();
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    private static void AddTriggerMetadata(InvocationRequest request, HttpRequest http)
    {
        var query = http.Query.ToDictionary(q => q.Key, q => q.Value.ToString());
        // The worker refuses names that differ only in case; keep the last value.
        var metadata = new Dictionary<string, TypedData>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in query)
            metadata[name] = new() { String = value };
        foreach (var (name, value) in http.RouteValues)
            metadata[name] = new() { String = value?.ToString() ?? "" };
        metadata["Query"] = new() { Json = JsonSerializer.Serialize(query, Plain) };
        metadata["Headers"] = new()
        {
            Json = JsonSerializer.Serialize(http.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()), Plain),
        };
        request.TriggerMetadata.Add(metadata);
    }

    /// <summary>The worker can announce its address before its server listens, so refused connections are retried.</summary>
    private sealed class RetriedConnection(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private const int Tries = 10;
        private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50),
            Longest = TimeSpan.FromMilliseconds(250);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var pause = Shortest;
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await base.SendAsync(request, cancellationToken);
                }
                catch (HttpRequestException refused) when (refused.InnerException is SocketException && attempt < Tries)
                {
                    await Task.Delay(pause, cancellationToken);
                    pause = pause * 2 < Longest ? pause * 2 : Longest;
                }
            }
        }
    }
}
