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

/// <summary>Exports traces, metrics and logs by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, and logs to Azure Monitor when
/// <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> is set. Without these settings no exporter assembly is loaded.</summary>
internal sealed class Exporters(TracerProvider traces, MeterProvider metrics) : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string AzureMonitor = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Temporality = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE";
    private const int LongestFlushMilliseconds = 1000;

    /// <summary>Sends everything collected so far, since an instance may be removed right after its answer. Takes a second at
    /// most.</summary>
    public void Flush()
    {
        // Both at once: one after the other, the second might not finish in time, and metrics that are not sent are lost.
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

    // Not inlined, so that the exporter's assemblies are loaded only when this method runs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddCollector(FunctionsApplicationBuilder builder, AppDescription app)
    {
        builder.Logging.AddOpenTelemetry(logs => Describe(logs, app).AddOtlpExporter());
        builder.Services.AddSingleton(Open(app, builder.Configuration));
    }

    // UseFunctionsWorkerDefaults keeps the host from logging the worker's lines too; the exporter sends them with their scopes.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddAzureMonitor(FunctionsApplicationBuilder builder, AppDescription app, string connection)
    {
        builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        builder.Logging.AddOpenTelemetry(logs =>
            Describe(logs, app)
                .AddAzureMonitorLogExporter(azure =>
                {
                    azure.ConnectionString = connection;
                    // Otherwise log lines of calls whose trace is not recorded would be dropped.
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
            // Lets the exporter read its settings from the app's configuration, not only from environment variables.
            .ConfigureServices(exporter => exporter.AddSingleton<IConfiguration>(configuration))
            .ConfigureResource(Name)
            // The server marks each call's trace as not recorded, and the default sampler would follow that mark.
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
                    // Instances are short-lived: each reports only what is new since its last report,
                    // and does not repeat old gauge values.
                    if (configuration[Temporality] is not { Length: > 0 })
                        reader.TemporalityPreference = MetricReaderTemporalityPreference.Delta;
                }
            )
            .Build();
        return new(traces, metrics);
    }
}
