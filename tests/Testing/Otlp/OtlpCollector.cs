using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace TechTransfer.Testing.Otlp;

/// <summary>Receives traces and metrics as an OpenTelemetry collector does: OTLP over HTTP, in Protocol Buffers.</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<byte[]> raw = [];
    private readonly ConcurrentQueue<OtlpSpan> spans = [];
    private readonly ConcurrentQueue<OtlpPoint> points = [];
    private readonly Task serving;

    private OtlpCollector(int port)
    {
        Port = port;
        listener.Prefixes.Add($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/");
        listener.Start();
        serving = ServeAsync();
    }

    public int Port { get; }

    public string Address => $"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}";

    public IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            // On a busy machine spans wait for the collector instead of being dropped.
            ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "60000",
            ["OTEL_BSP_EXPORT_TIMEOUT"] = "60000",
            ["OTEL_BSP_MAX_QUEUE_SIZE"] = "65536",
        };

    public IEnumerable<OtlpSpan> Spans => spans;

    public IEnumerable<OtlpPoint> Points => points;

    /// <summary>All received bytes as text, to search for secrets or personal data that an app exported.</summary>
    public string Everything => string.Concat(raw.Select(Encoding.UTF8.GetString));

    /// <summary>Raised for each received span, on the thread that received it.</summary>
    public event Action<OtlpSpan>? Arrived;

    public static OtlpCollector Start(int? port = null) => new(port ?? AzuriteServer.FreePort());

    /// <summary>
    /// Polls until <paramref name="look"/> finds something, by default for three minutes. <paramref name="what"/> names the missing
    /// thing in the <c>TimeoutException</c>.
    /// </summary>
    public static async Task<T> WaitForAsync<T>(Func<T?> look, string what, int attempts = 7200)
        where T : class
    {
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            if (look() is { } found)
                return found;
            await Task.Delay(25);
        }
        throw new TimeoutException($"{what} was not exported.");
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
        listener.Close();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (listener.IsListening)
                await TakeAsync(await listener.GetContextAsync());
        }
        catch (Exception) when (!listener.IsListening)
        {
            // DisposeAsync closed the listener; exports that arrive later are lost.
        }
    }

    private async Task TakeAsync(HttpListenerContext call)
    {
        using var bytes = new MemoryStream();
        await call.Request.InputStream.CopyToAsync(bytes);
        var body = bytes.ToArray();
        call.Response.StatusCode = 200;
        call.Response.ContentType = "application/x-protobuf";
        call.Response.Close();

        raw.Enqueue(body);
        if (call.Request.Url!.AbsolutePath == "/v1/metrics")
        {
            foreach (var point in OtlpPoint.Read(body))
                points.Enqueue(point);
            return;
        }
        // Logs are only kept in raw, as searchable text.
        if (call.Request.Url.AbsolutePath != "/v1/traces")
            return;
        foreach (var span in OtlpSpan.Read(body))
        {
            spans.Enqueue(span);
            Arrived?.Invoke(span);
        }
    }
}
