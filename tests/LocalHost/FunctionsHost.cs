using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TechTransfer.LocalHost.Http;
using TechTransfer.LocalHost.Settings;
using TechTransfer.LocalHost.Triggers;
using TechTransfer.LocalHost.Worker;
using TechTransfer.LocalHost.Worker.Messages;
using Yarp.ReverseProxy.Forwarder;

namespace TechTransfer.LocalHost;

/// <param name="Folder">The app's build output or published folder.</param>
/// <param name="Port">HTTP port; 0 for any free port, null for the port in local.settings.json.</param>
public sealed record HostedApp(string Folder, int? Port = 0)
{
    /// <summary>App settings, which override those of the environment.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Starts the worker inside this process; null to start the program in the app's worker.config.json.</summary>
    public Func<WorkerStart, Task<IWorker>>? Worker { get; init; }

    /// <summary>When false, queue messages stay in their queues and timers do not fire.</summary>
    public bool HasListeners { get; init; } = true;

    /// <summary>Clock that measures the time between crashes of the worker.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>
/// Hosts one function app like the Azure Functions host: forwards HTTP calls to the worker, and runs its queue and timer triggers.
/// </summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    private const int Restarts = 3,
        WantedRestart = 200;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5),
        Drain = TimeSpan.FromSeconds(60);

    // After this time without a crash the restart counter begins at 0 again, as in Microsoft's host.
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(30);

    private readonly HostedApp app;
    private readonly AppSettings settings;
    private readonly ILoggerProvider logs;
    private readonly ILogger log;
    private readonly WebApplication web;
    private readonly HttpFront front;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, ILogger> loggers = [];
    private volatile WorkerChannel? channel;
    private IWorker? worker;
    private TriggerHost? triggers;
    private Task supervision = Task.CompletedTask;
    private readonly CancellationTokenSource stopping = new();

    private FunctionsHost(HostedApp app, AppSettings settings, ILoggerProvider logs)
    {
        (this.app, this.settings, this.logs, log) = (app, settings, logs, logs.CreateLogger(settings.Name));
        web = Build(PortOf(app, settings));
        front = new(settings, web.Services.GetRequiredService<IHttpForwarder>(), log);
        // The worker's gRPC stream is served on a second port; only calls on the other port are for the app.
        web.Use((http, next) => http.Connection.LocalPort == RpcAddress.Port ? next(http) : front.ServeAsync(http, next));
        web.UseRouting();
        web.Use(HttpFront.HideWrongMethodsAsync);
        web.MapGrpcService<FunctionRpcService>();
        web.MapGet("/", () => Results.Content($"<!doctype html><title>{settings.Name}</title><p>{settings.Name} is running.", "text/html"));
        web.MapPost("/admin/functions/{name}", RunByHandAsync);
        ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)web).DataSources.Add(front.Routes);
    }

    public string Name => settings.Name;

    public Uri Address => AddressOf(0);

    /// <summary>Method and path of each HTTP function, as in <c>GET /api/contracts/{id}</c>.</summary>
    public IReadOnlyList<string> Routes => front.Routes.Described;

    /// <summary>Process id of the worker; null when it runs inside this process.</summary>
    public int? WorkerProcess => (worker as WorkerProcess)?.Id;

    /// <summary>Fails with a <c>StartException</c> after the worker has crashed too often; never completes otherwise.</summary>
    public Task Ended => ended.Task;

    private Uri RpcAddress => AddressOf(1);

    /// <summary>Starts the host and its worker; returns when the app accepts calls.</summary>
    /// <exception cref="StartException">The app cannot start; the message says why in one sentence.</exception>
    public static async Task<FunctionsHost> StartAsync(HostedApp app, ILoggerProvider logs, CancellationToken cancellation = default)
    {
        var host = new FunctionsHost(app, AppSettings.Read(app.Folder, app.Settings), logs);
        try
        {
            await host.StartAsync(cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Shuts down in the order of the Functions host: finishes HTTP calls, then running functions, then asks the worker to stop.
    /// </summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await supervision;
        await front.DrainAsync(Drain);
        if (triggers is not null)
            await triggers.StopAsync(Drain);
        if (worker is not null)
        {
            // A worker inside this process is stopped by its owner.
            if (app.Worker is null)
            {
                channel?.Terminate(Grace);
                await Task.WhenAny(worker.Ended, Task.Delay(Grace));
            }
            // The worker never closes the stream itself.
            channel?.End("The host stops.");
            await worker.DisposeAsync();
        }
        await web.StopAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!stopping.IsCancellationRequested)
            await StopAsync();
        if (triggers is not null)
            await triggers.DisposeAsync();
        await web.DisposeAsync();
        front.Dispose();
        stopping.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        try
        {
            await web.StartAsync(cancellation);
        }
        catch (IOException busy)
        {
            throw new StartException(
                $"{settings.Name} cannot listen on port {PortOf(app, settings)}: {busy.InnerException?.Message ?? busy.Message}",
                busy
            );
        }
        var functions = (await StartWorkerAsync(cancellation)).Select(f => new HostedFunction(f)).ToArray();
        front.Open(
            functions.Where(f => f.Type == "httpTrigger"),
            () => channel is { } current && AddressOf(current) is { } address ? (current, address) : null
        );
        HostedFunction[] listened = [.. functions.Where(f => f.Type != "httpTrigger")];
        if (app.HasListeners && listened.Length > 0)
            triggers = await TriggerHost.StartAsync(settings, listened, CallOf, logs, cancellation);
        supervision = SuperviseAsync();
    }

    private static int PortOf(HostedApp app, AppSettings settings) => app.Port ?? settings.Port ?? 7071;

    private async Task<IReadOnlyList<RpcFunctionMetadata>> StartWorkerAsync(CancellationToken cancellation)
    {
        var next = new WorkerChannel(Guid.NewGuid().ToString(), Write);
        channel = next;
        var start = new WorkerStart(RpcAddress, Address.Port, next.WorkerId);
        worker = app.Worker is null
            ? Worker.WorkerProcess.Start(settings, start, line => Console.WriteLine($"{settings.Name}: {line}"))
            : await app.Worker(start);
        var initialising = next.InitialiseAsync(settings.Folder, settings.IsDisabled, cancellation);
        if (await Task.WhenAny(initialising, worker.Ended) != initialising)
        {
            var end = await worker.Ended;
            next.End("The worker ended.");
            throw new StartException($"The worker of {settings.Name} ended at its start with code {end.Code}: {end.Reason}");
        }
        return await initialising;
    }

    private async Task SuperviseAsync()
    {
        long? last = null;
        for (var restarts = 0; ; restarts++)
        {
            await Task.WhenAny(worker!.Ended, Task.Delay(Timeout.Infinite, stopping.Token));
            if (stopping.IsCancellationRequested)
                return;
            var end = await worker.Ended;
            channel!.End($"The worker ended with code {end.Code}.");
            if (last is { } before && app.Time.GetElapsedTime(before) > Forgotten)
                restarts = 0;
            last = app.Time.GetTimestamp();
            if (restarts == Restarts)
            {
                ended.TrySetException(
                    new StartException(
                        $"The worker of {settings.Name} ended for the {Restarts + 1}th time, now with code {end.Code}: {end.Reason}"
                    )
                );
                return;
            }
            if (end.Code != WantedRestart)
                log.LogError("The worker ended with code {Code} and is started again: {Reason}", end.Code, end.Reason);
            try
            {
                await worker.DisposeAsync();
                await StartWorkerAsync(stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (StartException failure)
            {
                ended.TrySetException(failure);
                return;
            }
        }
    }

    private Uri? AddressOf(WorkerChannel current) => current.IsReady ? worker?.HttpAddress ?? current.HttpAddress : null;

    private TriggerCalls.TriggerCall CallOf(HostedFunction function) =>
        async (input, invocation, bindingData, cancellation) =>
        {
            var request = new InvocationRequest
            {
                InvocationId = invocation.ToString(),
                FunctionId = function.Id,
                TraceContext = new(),
            };
            request.InputData.Add(new ParameterBinding { Name = function.Parameter, Data = TriggerInput.Of(input) });
            // The worker refuses names that differ only in case; keep the last value.
            var metadata = new Dictionary<string, TypedData>(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, value) in TriggerInput.MetadataOf(bindingData, input))
                metadata[name] = value;
            request.TriggerMetadata.Add(metadata);
            await channel!.InvokeAsync(function.Name, request, settings.Host.FunctionTimeout, cancellation);
        };

    private IResult RunByHand(string name, string input)
    {
        if (triggers?.Has(name) != true)
            return Results.NotFound();
        _ = RunAsync(name, input);
        return Results.Accepted();
    }

    private async Task RunAsync(string name, string input)
    {
        try
        {
            await triggers!.RunAsync(name, input);
        }
        catch (Exception failure)
        {
            log.LogError("{Function}, run by hand, failed: {Reason}", name, failure.Message);
        }
    }

    private async Task<IResult> RunByHandAsync(HttpContext http, string name)
    {
        if (http.Connection.RemoteIpAddress is not { } caller || !IPAddress.IsLoopback(caller))
            return Results.Unauthorized();
        try
        {
            var body = await http.Request.ReadFromJsonAsync<Dictionary<string, System.Text.Json.JsonElement>>(http.RequestAborted);
            var input = body?.GetValueOrDefault("input");
            return RunByHand(
                name,
                input?.ValueKind == System.Text.Json.JsonValueKind.String ? input.Value.GetString()! : input?.ToString() ?? ""
            );
        }
        catch (Exception malformed) when (malformed is System.Text.Json.JsonException or InvalidOperationException)
        {
            return Results.BadRequest();
        }
    }

    private void Write(RpcLog line, string? function)
    {
        // Detailed system logs of the worker are useless to developers of an app.
        if (line is { LogCategory: RpcLog.Types.RpcLogCategory.System, Level: < RpcLog.Types.Level.Information })
            return;
        ILogger target;
        lock (loggers)
        {
            if (!loggers.TryGetValue(line.Category, out target!))
                loggers[line.Category] = target = logs.CreateLogger($"{settings.Name} {line.Category}");
        }
        var text = line.InvocationId.Length > 0 ? $"[{$"{function} {line.InvocationId}".TrimStart()}] {line.Message}" : line.Message;
        var exception = line.Exception is { } thrown
            ? $"{Environment.NewLine}{thrown.Message}{Environment.NewLine}{thrown.StackTrace}"
            : "";
        target.Log((LogLevel)(int)line.Level, "{Text}{Exception}", text, exception);
    }

    private WebApplication Build(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        // Ignore log levels in the environment, which are meant for the app: at a detailed level the host would log paths and queries.
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Warning).AddFilter("Yarp", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = HttpFront.LargestBody;
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Listen(IPAddress.Loopback, 0, rpc => rpc.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddHttpForwarder();
        builder.Services.AddGrpc(grpc =>
            (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize, grpc.IgnoreUnknownServices) = (null, null, true)
        );
        builder.Services.AddSingleton(_ => new FunctionRpcService(id => channel is { } current && current.WorkerId == id ? current : null));
        return builder.Build();
    }

    private Uri AddressOf(int index) =>
        new(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(index));
}
