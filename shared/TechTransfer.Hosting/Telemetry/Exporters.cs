using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TechTransfer.Hosting;

/// <summary>Sends traces and metrics by OTLP. Made only where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set: elsewhere nothing of it is even loaded.</summary>
internal sealed class Exporters(TracerProvider traces, MeterProvider metrics) : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
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

    public static void AddTo(IServiceCollection services, AppDescription app, IConfiguration configuration)
    {
        if (configuration[Endpoint] is not { Length: > 0 }) return;
        services.AddSingleton(Open(app, configuration));
    }

    private static Exporters Open(AppDescription app, IConfiguration configuration)
    {
        void Name(ResourceBuilder resource) => resource.AddService($"techtransfer-{app.Name}");
        var traces = Sdk.CreateTracerProviderBuilder()
            // The exporter's own settings come from where all others do, not from the environment alone.
            .ConfigureServices(exporter => exporter.AddSingleton(configuration))
            .ConfigureResource(Name)
            // The server begins a trace for each call and marks it as not recorded, which is no decision of anyone's.
            .SetSampler(new AlwaysOnSampler())
            .AddSource(Tracing.SourceName, "Azure.Data.Tables.TableClient", "Azure.Data.Tables.TableServiceClient")
            .AddOtlpExporter()
            .Build();
        var metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(exporter => exporter.AddSingleton(configuration))
            .ConfigureResource(Name)
            .AddMeter(Meters.MeterName)
            .AddOtlpExporter((_, reader) =>
            {
                // Instances come and go: each tells what it has done since it last told, and a figure that it measured long ago is not told again.
                if (configuration[Temporality] is not { Length: > 0 }) reader.TemporalityPreference = MetricReaderTemporalityPreference.Delta;
            })
            .Build();
        return new(traces, metrics);
    }
}
