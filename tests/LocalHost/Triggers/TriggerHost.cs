using Azure.Storage.Blobs;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host.Executors;
using TechTransfer.LocalHost.Settings;

namespace TechTransfer.LocalHost.Triggers;

/// <summary>Listens to the queues and timers of an app with the WebJobs SDK, which the Functions host uses too.</summary>
internal sealed class TriggerHost : IAsyncDisposable
{
    private readonly IHost host;
    private readonly IReadOnlyList<HostedFunction> functions;

    private TriggerHost(IHost host, IReadOnlyList<HostedFunction> functions) => (this.host, this.functions) = (host, functions);

    /// <exception cref="StartException">The trigger of a function is invalid or of an unsupported type.</exception>
    public static async Task<TriggerHost> StartAsync(
        AppSettings settings,
        IReadOnlyList<HostedFunction> functions,
        Func<HostedFunction, TriggerCalls.TriggerCall> callOf,
        ILoggerProvider logs,
        CancellationToken cancellation
    )
    {
        var methods = TriggerCalls.Emit(functions, callOf);
        var host = new HostBuilder()
            .ConfigureWebJobs(web =>
            {
                web.AddAzureStorageCoreServices();
                web.AddAzureStorageQueues();
                web.AddTimers();
                web.AddExecutionContextBinding();
            })
            .ConfigureAppConfiguration(configuration =>
            {
                configuration.Sources.Clear();
                configuration.AddConfiguration(settings.Configuration);
            })
            .ConfigureServices(services =>
            {
                services.AddSingleton<ITypeLocator>(new OneType(methods));
                services.AddSingleton<IHostIdProvider>(new FixedHostId(settings.HostId));
                services.AddSingleton<ScheduleMonitor>(_ => new BlobScheduleMonitor(LocksOf(settings), settings.HostId));
            })
            // No logs from the SDK about failed functions, because the worker logs the reasons itself.
            .ConfigureLogging(logging =>
                logging
                    .ClearProviders()
                    .AddProvider(logs)
                    .SetMinimumLevel(LogLevel.Warning)
                    .AddFilter("Function", LogLevel.None)
                    .AddFilter("Host.Results", LogLevel.None)
            )
            .Build();
        try
        {
            await host.StartAsync(cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            host.Dispose();
            throw new StartException($"The triggers of {settings.Name} cannot start: {Innermost(failure).Message}", failure);
        }
        return new(host, functions);
    }

    public Task RunAsync(string function, string input)
    {
        var found = functions.Single(f => f.Name == function);
        return host
            .Services.GetRequiredService<IJobHost>()
            .CallAsync(function, new Dictionary<string, object> { [found.Parameter] = input });
    }

    public bool Has(string function) => functions.Any(f => f.Name == function);

    /// <summary>Stops listening and waits for running functions, at most for the given time.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        using var over = new CancellationTokenSource(patience);
        try
        {
            await host.StopAsync(over.Token);
        }
        catch (OperationCanceledException)
        {
            // Functions that are still running stop with the worker.
        }
    }

    public ValueTask DisposeAsync() => ((IAsyncDisposable)host).DisposeAsync();

    private static BlobContainerClient LocksOf(AppSettings settings)
    {
        var storage = settings.Environment.GetValueOrDefault("AzureWebJobsStorage") is { Length: > 0 } connection
            ? connection
            : throw new StartException("The setting AzureWebJobsStorage, which says where timers keep their status, is missing.");
        return new BlobServiceClient(storage).GetBlobContainerClient("azure-webjobs-hosts");
    }

    private static Exception Innermost(Exception failure) => failure.InnerException is { } inner ? Innermost(inner) : failure;

    private sealed class OneType(Type type) : ITypeLocator
    {
        public IReadOnlyList<Type> GetTypes() => [type];
    }

    private sealed class FixedHostId(string id) : IHostIdProvider
    {
        public Task<string> GetHostIdAsync(CancellationToken cancellationToken) => Task.FromResult(id);
    }
}
