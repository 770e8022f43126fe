using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.CustomHandler;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Azure.Functions.Worker.Queues;
using Microsoft.Azure.Functions.Worker.Settings;
using Microsoft.Azure.Functions.Worker.Storage;
using Microsoft.Azure.Functions.Worker.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>
/// Builds a host that serves the app's functions itself: HTTP on the loopback address, timers and queues from storage.
/// Started by a Functions host (<c>FUNCTIONS_CUSTOMHANDLER_PORT</c> is set) it is that host's custom handler: it leaves timers and queues to it, and takes its calls.
/// </summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder _web;
    private readonly MiddlewarePipeline _pipeline = new();
    private readonly IEnumerable<Type> _functionClasses;
    private readonly AppSettings _settings;
    private bool _integrated;
    private bool _built;

    internal FunctionsApplicationBuilder(string[] args, IEnumerable<Type> functionClasses, bool isProcess)
    {
        StartupException.EndProcessQuietly();
        _functionClasses = functionClasses;
        var settings = _settings = AppSettings.Read(args, AppContext.BaseDirectory);
        if (isProcess && settings.IsCustomHandler) ProcessEnd.FailUnlessAsked();
        _web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = settings.Folder, EnvironmentName = settings.EnvironmentName });
        settings.Configure(_web.Configuration);
        Logging.AddConfiguration(Configuration.GetSection("Logging"));
        AddConsole();

        var careful = Environment.IsDevelopment();
        _web.Host.UseDefaultServiceProvider(services => (services.ValidateScopes, services.ValidateOnBuild) = (careful, careful));
        _web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, settings.Port);
        });

        Services.AddRoutingCore();
        Services.AddSingleton(settings.Host);
        Services.AddSingleton(_pipeline);
        Services.AddSingleton<DisabledFunctions>();
        Services.AddSingleton<FunctionInvoker>();
        Services.AddSingleton<HttpFunctions>();
        AddTriggers();
        Services.Configure<JsonSerializerOptions>(json => json.PropertyNameCaseInsensitive = true);
        Services.Configure<HostOptions>(host => (host.ShutdownTimeout, host.ServicesStopConcurrently) = (TimeSpan.FromSeconds(30), true));
    }

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    public ConfigurationManager Configuration => _web.Configuration;

    public IHostEnvironment Environment => _web.Environment;

    public ILoggingBuilder Logging => _web.Logging;

    public IMetricsBuilder Metrics => _web.Metrics;

    public IServiceCollection Services => _web.Services;

    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        ThrowIfBuilt();
        _pipeline.Add(middleware);
        return this;
    }

    public IHost Build()
    {
        ThrowIfBuilt();
        _built = true;
        var catalog = new FunctionCatalog(_functionClasses);
        if (!_integrated && catalog.All.FirstOrDefault(function => function.Trigger is HttpTriggerAttribute) is { } http)
            throw new StartupException($"Function {http.Name} is triggered by HTTP, which needs a call of ConfigureFunctionsWebApplication.");
        Services.AddSingleton(catalog);
        var app = _web.Build();
        app.UseRouting();
        app.Services.GetRequiredService<HttpFunctions>().MapTo(app);
        if (_settings.IsCustomHandler)
        {
            HandlerSettings.Check(_settings.Folder, _settings.Host, catalog);
            app.Services.GetRequiredService<HandlerFunctions>().MapTo(app);
        }
        else if (app.Environment.IsDevelopment()) app.Services.GetRequiredService<AdminFunctions>().MapTo(app);
        return app;
    }

    internal void IntegrateAspNetCore()
    {
        if (_integrated) return;
        _integrated = true;
        Use(AspNetCoreIntegration.Around);
    }

    // The host takes each line of the output for information and each line of the error output for an error.
    private void AddConsole()
    {
        if (!_settings.IsCustomHandler)
        {
            Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "));
            return;
        }
        Logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Error);
    }

    private void AddTriggers()
    {
        Services.AddSingleton<HostTimings>();
        Services.AddSingleton<HostId>();
        Services.AddSingleton<SettingNames>();
        Services.AddSingleton<StorageConnections>();
        Services.AddSingleton<BackgroundWork>();
        Services.AddSingleton<QueueInvocation>();
        Services.AddSingleton<QueueListenerFactory>();
        Services.AddSingleton<TimerListenerFactory>();
        Services.AddSingleton<AdminFunctions>();
        Services.AddSingleton<HandlerFunctions>();
        if (!_settings.IsCustomHandler) Services.AddHostedService<TriggerHost>();
    }

    private void ThrowIfBuilt()
    {
        if (_built) throw new InvalidOperationException("The application has already been built.");
    }
}
