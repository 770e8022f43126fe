using System.Runtime.CompilerServices;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TechTransfer.Hosting.Telemetry;

/// <summary>
/// Sends traces, metrics and logs by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, and logs to Azure Monitor where
/// <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> is: elsewhere nothing of it is even loaded.
/// </summary>
internal sealed class Exporters(TracerProvider traces, MeterProvider metrics) : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string AzureMonitor = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Temporality = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE";
    private const int LongestFlushMilliseconds = 1000;

    /// <summary>An instance may vanish after its answer: what it has goes out before it, all at once.</summary>
    public void Flush()
    {
        // At the same time: what is left of a second may be too little for the other, and figures that were not sent in time are lost.
        var spans = Task.Run(() => traces.ForceFlush(LongestFlushMilliseconds));
        metrics.ForceFlush(LongestFlushMilliseconds);
        spans.Wait(LongestFlushMilliseconds);
    }

    public void Dispose()
    {
        traces.Dispose();
        metrics.Dispose();
    }

    public static void AddTo(FunctionsApplicationBuilder builder, AppDescription app)
    {
        var configuration = builder.Configuration;
        if (configuration[AzureMonitor] is { Length: > 0 } connection)
            AddAzureMonitor(builder, app, connection);
        if (configuration[Endpoint] is { Length: > 0 })
            AddCollector(builder, app);
    }

    // In a method of its own: one that is compiled loads the assemblies of all that it calls, whether it comes to call it or not.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddCollector(FunctionsApplicationBuilder builder, AppDescription app)
    {
        builder.Logging.AddOpenTelemetry(logs => Describe(logs, app).AddOtlpExporter());
        builder.Services.AddSingleton(Open(app, builder.Configuration));
    }

    // The host leaves the worker's lines alone once it knows that the worker exports them itself, with their scopes.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddAzureMonitor(FunctionsApplicationBuilder builder, AppDescription app, string connection)
    {
        builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        builder.Logging.AddOpenTelemetry(logs =>
            Describe(logs, app)
                .AddAzureMonitorLogExporter(azure =>
                {
                    azure.ConnectionString = connection;
                    // A trace that nobody records would take its lines with it.
                    azure.EnableTraceBasedLogsSampler = false;
                    azure.Credential = new DefaultAzureCredential(
                        new DefaultAzureCredentialOptions { ManagedIdentityClientId = builder.Configuration["AZURE_CLIENT_ID"] }
                    );
                })
        );
    }

    private static OpenTelemetryLoggerOptions Describe(OpenTelemetryLoggerOptions logs, AppDescription app)
    {
        (logs.IncludeScopes, logs.IncludeFormattedMessage) = (true, true);
        return logs.SetResourceBuilder(ResourceBuilder.CreateDefault().AddService($"techtransfer-{app.Name}"));
    }

    private static Exporters Open(AppDescription app, ConfigurationManager configuration)
    {
        void Name(ResourceBuilder resource) => resource.AddService($"techtransfer-{app.Name}");
        var traces = Sdk.CreateTracerProviderBuilder()
            // The exporter's own settings come from where all others do, not from the environment alone.
            .ConfigureServices(exporter => exporter.AddSingleton<IConfiguration>(configuration))
            .ConfigureResource(Name)
            // The server begins a trace for each call and marks it as not recorded, which is no decision of anyone's.
            .SetSampler(new AlwaysOnSampler())
            .AddSource(Tracing.SourceName, "Azure.Data.Tables.TableClient", "Azure.Data.Tables.TableServiceClient")
            .AddOtlpExporter()
            .Build();
        var metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(exporter => exporter.AddSingleton<IConfiguration>(configuration))
            .ConfigureResource(Name)
            .AddMeter(Meters.MeterName)
            .AddOtlpExporter(
                (_, reader) =>
                {
                    // Instances come and go: each tells what it has done since it last told, and a figure that it measured long ago is not
                    // told again.
                    if (configuration[Temporality] is not { Length: > 0 })
                        reader.TemporalityPreference = MetricReaderTemporalityPreference.Delta;
                }
            )
            .Build();
        return new(traces, metrics);
    }
}
