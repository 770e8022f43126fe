using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Problems;
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

/// <summary>What an app says of itself.</summary>
/// <param name="Name">Short name: the prefix of its tables, lower-case letters.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Reads">The queues that it consumes.</param>
/// <param name="SendsTo">The queues that it sends to.</param>
public sealed record AppDescription(string Name, Text Title, IReadOnlyList<string> Reads, IReadOnlyList<string> SendsTo)
{
    /// <summary>What brings data of earlier versions to today's form.</summary>
    public StoreSteps Migration { get; init; } = StoreSteps.None;

    /// <summary>All queues that it touches, those of its failed messages included.</summary>
    public IEnumerable<string> Queues => OwnQueues.Concat(SendsTo).Distinct();

    /// <summary>The queues that it may look into: those that it reads, and those of its failed messages. To others' it may only
    /// send.</summary>
    public IEnumerable<string> OwnQueues => Reads.Concat(Reads.Select(PoisonQueueOf));

    /// <summary>Where the host puts what failed for good.</summary>
    public static string PoisonQueueOf(string queue) => $"{queue}-poison";
}

/// <summary>What every app's Program.cs begins with.</summary>
public static class FunctionApp
{
    /// <summary>
    /// A builder with what all apps share: JSON problems, sign-in, telemetry, storage, number series, lists, the sweeper, health and the
    /// API description.
    /// </summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args, AppDescription app) =>
        Extend(FunctionsApplication.CreateBuilder(args), app, new());

    /// <summary>The same on a builder that has functions of its own, which the operations describe.</summary>
    internal static FunctionsApplicationBuilder Extend(
        FunctionsApplicationBuilder builder,
        AppDescription app,
        OperationCatalogue operations
    )
    {
        // The apps run with ICU, for the normal forms of texts: no culture of a machine may change how a number or a date is written.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        builder.ConfigureFunctionsWebApplication();
        // From the outside in: what is thrown further in becomes a problem, and the trace sees that too.
        builder.UseMiddleware<Tracing>();
        builder.UseMiddleware<ProblemsFromExceptions>();
        builder.UseMiddleware<SignInMiddleware>();

        // It writes each call's address on every line that the call causes, and in paths and queries stands what somebody typed.
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
        services.AddSingleton<FrozenFigures>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<DocumentStore>();
        services.AddSingleton<SetAsides>();
        services.AddSingleton<Sweeper>();
        services.AddSingleton<Backup>();
        services.AddSingleton(app.Migration);
        services.AddSingleton<Restore>();
        services.AddSingleton<IRetried, Restore>();
        services.AddSingleton<IRetried, Lists>();
        services.AddSingleton<HeadAudit>();
        services.AddSingleton<Waiting>();
        services.AddSingleton(SignInSettings.From(builder.Configuration, builder.Environment.IsDevelopment()));
        services.AddSingleton<TokenValidation>();
        services.AddSingleton<ApiDescription>();
        services.AddSingleton(operations);
        // Before the worker's own service, which tells the host that the app is ready.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, StartUp>());
        services.AddHostedService<LoadAfterStart>();
        if (builder.Environment.IsDevelopment())
            LogToConsole(builder.Logging);
        Exporters.AddTo(builder, app);
        return builder;
    }

    // What the worker sends to its host has lost its scopes: on a developer's machine the console shows each line with trace and id, in
    // place of that.
    private static void LogToConsole(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console => (console.SingleLine, console.IncludeScopes) = (true, true));
        logging.Services.Configure<LoggerFilterOptions>(filter =>
            filter.Rules.Add(new("Microsoft.Azure.Functions.Worker.Logging.WorkerLoggerProvider", null, LogLevel.None, null))
        );
    }

    /// <summary>Adds a store for one kind of aggregate, its commands, and its part in sweeping.</summary>
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

    /// <summary>Adds a store for a kind of job, and what carries its steps out.</summary>
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

/// <summary>What must be right before the first call is taken; the token validation is, once it has read its key.</summary>
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
        // Taking it is enough: it has read its key.
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
            // An app answers with problems while the storage is away; it does not end.
            log.LogWarning(SafeException.Of(failure), "The version of the stored data could not be read at the start");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
