using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Queries;
using TechTransfer.Hosting.Queues;
using TechTransfer.Hosting.SignIn;
using TechTransfer.Hosting.Starting;
using TechTransfer.Hosting.Telemetry;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Storage;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Backups;
using TechTransfer.Storage.Heads;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;
using TechTransfer.Storage.Steps;

namespace TechTransfer.Hosting;

/// <summary>An app's name and queues; each app declares them in its Program.cs.</summary>
/// <param name="Name">Short name in lower-case letters: the prefix of its tables.</param>
/// <param name="Title">Title for people.</param>
/// <param name="Reads">Names of the queues that the app consumes.</param>
/// <param name="SendsTo">Names of the queues that the app sends to.</param>
public sealed record AppDescription(string Name, Text Title, IReadOnlyList<string> Reads, IReadOnlyList<string> SendsTo)
{
    /// <summary>Migration steps between versions of the stored data. None by default, for an app whose data format has never
    /// changed.</summary>
    public StoreSteps Migration { get; init; } = StoreSteps.None;

    /// <summary>All queues that the app reads or sends to, including the queues of its failed messages.</summary>
    public IEnumerable<string> Queues => OwnQueues.Concat(SendsTo).Distinct();

    /// <summary>The queues that the app has permission to read: those that it consumes, and those of its failed messages.</summary>
    public IEnumerable<string> OwnQueues => Reads.Concat(Reads.Select(FailedMessages.PoisonQueueOf));
}

/// <summary>Sets up what all apps share. Each app's Program.cs begins with it, and adds its own stores and functions.</summary>
public static class FunctionApp
{
    /// <summary>Creates a builder with everything that the apps share: problems as JSON, sign-in, telemetry, storage, the sweeper, backups,
    /// health and the OpenAPI document.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args, AppDescription app) =>
        Extend(FunctionsApplication.CreateBuilder(args), app, new());

    /// <summary>Adds everything that the apps share to a builder; <paramref name="operations"/> lists the HTTP functions.</summary>
    internal static FunctionsApplicationBuilder Extend(
        FunctionsApplicationBuilder builder,
        AppDescription app,
        OperationCatalogue operations
    )
    {
        // The apps need ICU to normalize texts, so the machine's culture is present; it must not affect how numbers and dates are written.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        builder.ConfigureFunctionsWebApplication();
        // Outermost first: exceptions of inner middleware become problems, and the trace records their outcome.
        builder.UseMiddleware<Tracing>();
        builder.UseMiddleware<ProblemsFromExceptions>();
        builder.UseMiddleware<SignInMiddleware>();
        builder.UseMiddleware<DeclaredParameters>();
        builder.UseMiddleware<QueueMessages>();

        // Its logging scope adds each call's path and query, which contain user input, to every log line.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        Tracing.KeepServerTraces();

        var services = builder.Services;
        services.Configure<KestrelServerOptions>(kestrel =>
            (kestrel.AddServerHeader, kestrel.Limits.MaxRequestBodySize) = (false, RequestBody.ServerLimit)
        );
        services.AddSingleton(app);
        services.AddSingleton(ClockAhead.From(builder.Configuration, builder.Environment.IsDevelopment()));
        services.AddSingleton(
            AppStorage.Open(app.Name, name => builder.Configuration[name.Replace("__", ":", StringComparison.Ordinal)], StorageCalls.Hook)
        );
        services.AddSingleton<NumberSeries>();
        services.AddSingleton<Lists>();
        services.AddSingleton<Copies>();
        services.AddSingleton<Counters>();
        services.AddSingleton<ExpiringRows>();
        services.AddSingleton<FrozenFigures>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<DocumentStore>();
        services.AddSingleton<SetAsides>();
        services.AddSingleton<Sweeper>();
        services.AddSingleton<TakenMessages>();
        services.AddSingleton<FailedMessages>();
        services.AddSingleton<Backup>();
        services.AddSingleton(app.Migration);
        services.AddSingleton<Restore>();
        services.AddSingleton<IRetried, Restore>();
        services.AddSingleton<IRetried, Lists>();
        services.AddSingleton<HeadAudit>();
        services.AddSingleton<Waiting>();
        services.AddSingleton(SignInSettings.From(builder.Configuration, builder.Environment.IsDevelopment()));
        services.AddSingleton<TokenValidation>();
        services.AddSingleton(CallLimits.From(builder.Configuration));
        services.AddSingleton<ICallers, BearerTokens>();
        services.AddSingleton<ApiDescription>();
        services.AddSingleton(operations);
        // Runs before the worker's own service, which reports to the host that the app is ready.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, StartUp>());
        services.AddHostedService<LoadAfterStart>();
        if (builder.Environment.IsDevelopment())
            LogToConsole(builder.Logging);
        Exporters.AddTo(builder, app);
        return builder;
    }

    // The worker's log lines reach the host without their scopes. In development, log them to the console with scopes,
    // and not through the host.
    private static void LogToConsole(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console => (console.SingleLine, console.IncludeScopes) = (true, true));
        logging.Services.Configure<LoggerFilterOptions>(filter =>
            filter.Rules.Add(new("Microsoft.Azure.Functions.Worker.Logging.WorkerLoggerProvider", null, LogLevel.None, null))
        );
    }

    /// <summary>Adds a store for one kind of aggregate, which the sweeper and restores then include.</summary>
    public static IServiceCollection AddAggregates<TState>(
        this IServiceCollection services,
        Func<IServiceProvider, AggregateKind<TState>> kind
    )
        where TState : class
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<AggregateStore<TState>>(provider, kind(provider)));
        services.AddSingleton<ISweepable>(provider => provider.GetRequiredService<AggregateStore<TState>>());
        return services;
    }

    /// <summary>Adds a store for one kind of job, and the runner of its steps.</summary>
    public static IServiceCollection AddJobs<TState>(
        this IServiceCollection services,
        Func<IServiceProvider, AggregateKind<TState>> kind,
        JobSetup<TState> setup
    )
        where TState : class
    {
        services.AddAggregates(kind);
        services.AddSingleton(setup);
        services.AddSingleton<StepRunner<TState>>();
        return services;
    }
}

/// <summary>Checks at start-up, before the first call: the functions' attributes, the sign-in keys and the version of the stored
/// data.</summary>
internal sealed class StartUp(
    AppStorage storage,
    AppDescription app,
    OperationCatalogue operations,
    TokenValidation tokens,
    IHostEnvironment environment,
    ILogger<StartUp> log
) : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        operations.Validate();
        // Injected so that its constructor reads the local key file now: an unreadable file stops the start.
        _ = tokens;
        if (environment.IsDevelopment())
            await storage.CreateMissingAsync(app.Queues, cancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await StoreVersion.CheckAsync(storage, cancellation: patience.Token);
        }
        catch (Exception failure)
            when (!cancellationToken.IsCancellationRequested
                && (failure is OperationCanceledException || SafeException.IsTransient(failure))
            )
        {
            // While the storage is unavailable, the app should answer calls with problems instead of stopping.
            log.LogWarning(SafeException.Of(failure), "The version of the stored data could not be read at the start");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
