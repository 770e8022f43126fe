using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yarp.ReverseProxy.Forwarder;

namespace TechTransfer.Testing.Proxies;

/// <summary>
/// An HTTP proxy between one app and a storage emulator. It counts all calls and can give each a fault. Path, query and headers are
/// forwarded unchanged, because the caller's signature covers them.
/// </summary>
public sealed partial class StorageProxy : IAsyncDisposable
{
    private static readonly ForwarderRequestConfig Forwarding = new() { ActivityTimeout = TimeSpan.FromMinutes(5) };

    private readonly WebApplication server;
    private readonly IHttpForwarder forwarder;
    private readonly Dictionary<int, (StorageService Service, string Origin)> origins = [];
    private readonly ConcurrentDictionary<FaultKind, int> given = [];
    private readonly HttpMessageInvoker client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.None,
        }
    );

    private int calls;

    private StorageProxy(WebApplication server) =>
        (this.server, forwarder) = (server, server.Services.GetRequiredService<IHttpForwarder>());

    /// <summary>Connection string that makes an app call the storage through this proxy.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>The number of calls since the proxy started, including retries by the Azure SDK.</summary>
    public int Calls => Volatile.Read(ref calls);

    /// <summary>Chooses the fault for each call; called from many threads. A fault that does not fit the call is ignored.</summary>
    public Func<StorageCall, Fault> Decide { get; set; } = _ => Fault.Pass;

    public int Given(FaultKind kind) => given.GetValueOrDefault(kind);

    /// <param name="connectionString">Connection string of the emulator, with all three endpoints.</param>
    public static async Task<StorageProxy> StartAsync(string connectionString)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = null;
                kestrel.Limits.MinRequestBodyDataRate = null;
                kestrel.Limits.MinResponseDataRate = null;
                foreach (var _ in Enum.GetValues<StorageService>())
                    kestrel.Listen(IPAddress.Loopback, 0);
            });
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        var proxy = new StorageProxy(builder.Build());
        proxy.server.Run(proxy.ServeAsync);
        await proxy.server.StartAsync();

        var free = new Queue<string>(proxy.server.Urls);
        proxy.ConnectionString = Endpoint()
            .Replace(
                connectionString,
                endpoint =>
                {
                    var own = free.Dequeue();
                    proxy.origins.Add(
                        new Uri(own).Port,
                        (Enum.Parse<StorageService>(endpoint.Groups[1].ValueSpan), endpoint.Groups[2].Value)
                    );
                    return $"{endpoint.Groups[1].Value}Endpoint={own}";
                }
            );
        return free.Count == 0
            ? proxy
            : throw new ArgumentException("The connection string does not name three endpoints.", nameof(connectionString));
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await server.StopAsync(atOnce.Token);
        await server.DisposeAsync();
        client.Dispose();
    }

    private async Task ServeAsync(HttpContext http)
    {
        var (service, origin) = origins[http.Connection.LocalPort];
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var transaction = "";
        if (service == StorageService.Table && target.EndsWith("/$batch", StringComparison.Ordinal))
        {
            http.Request.EnableBuffering();
            using var reader = new StreamReader(http.Request.Body, leaveOpen: true);
            transaction = await reader.ReadToEndAsync(http.RequestAborted);
            http.Request.Body.Position = 0;
        }
        var number = Interlocked.Increment(ref calls);
        var call = StorageCall.Of(number, service, http.Request.Method, target, name => http.Request.Headers[name].ToString(), transaction);
        var fault = Decide(call);
        if (!fault.Fits(call))
            fault = Fault.Pass;
        given.AddOrUpdate(fault.Kind, 1, (_, n) => n + 1);
        switch (fault.Kind)
        {
            case FaultKind.InternalError or FaultKind.Busy or FaultKind.Conflict or FaultKind.PreconditionFailed:
                await StorageAnswer.WriteAsync(http, call, fault.Kind);
                return;
            case FaultKind.CutBefore:
                http.Abort();
                return;
            case FaultKind.Silence:
                await ForAsync(Timeout.InfiniteTimeSpan, http);
                return;
            case FaultKind.StopBefore:
                await fault.Action();
                http.Abort();
                return;
            case FaultKind.SlowBytes:
                http.Response.Body = new SlowStream(http.Response.Body, fault.Time);
                break;
        }
        var cuts = fault.Kind is FaultKind.CutAfter or FaultKind.TimeoutAfterWrite or FaultKind.StopAfter;
        await forwarder.SendAsync(http, origin, client, Forwarding, new AsSent(origin + target, !cuts));
        if (!cuts)
            return;
        await fault.Action();
        if (fault.Kind == FaultKind.TimeoutAfterWrite)
            await ForAsync(fault.Time, http);
        http.Abort();
    }

    private static async Task ForAsync(TimeSpan time, HttpContext http)
    {
        try
        {
            await Task.Delay(time, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client cancelled its request.
        }
    }

    [GeneratedRegex("(Blob|Queue|Table)Endpoint=(https?://[^/;]+)")]
    private static partial Regex Endpoint();

    /// <summary>Replaces the default handler of Ctrl-C, which would stop only this proxy and not the process.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Forwards to an exact address: the default would normalise the path, which breaks the caller's signature.</summary>
    private sealed class AsSent(string address, bool answers) : HttpTransformer
    {
        private static readonly UriCreationOptions Unchanged = new() { DangerousDisablePathAndQueryCanonicalization = true };

        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext,
            HttpRequestMessage proxyRequest,
            string destinationPrefix,
            CancellationToken cancellationToken
        )
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.RequestUri = new(address, Unchanged);
        }

        public override async ValueTask<bool> TransformResponseAsync(
            HttpContext httpContext,
            HttpResponseMessage? proxyResponse,
            CancellationToken cancellationToken
        ) => answers && await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
    }

    /// <summary>Writes an answer in 16 small pieces, with pauses that add up to the given time.</summary>
    private sealed class SlowStream(Stream inner, TimeSpan whole) : Stream
    {
        private const int Crumbs = 16;

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (var i = 0; i < Crumbs; i++)
            {
                await inner.WriteAsync(buffer[(buffer.Length * i / Crumbs)..(buffer.Length * (i + 1) / Crumbs)], cancellationToken);
                await inner.FlushAsync(cancellationToken);
                await Task.Delay(whole / Crumbs, cancellationToken);
            }
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
