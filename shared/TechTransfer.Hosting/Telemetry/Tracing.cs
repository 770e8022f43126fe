using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TechTransfer.Hosting;

/// <summary>One span for each invocation, joined to the caller's trace when it sends one. Carries the thing's id, never personal data.</summary>
internal sealed class Tracing(IHostEnvironment environment, TracerProvider? exported = null) : IFunctionsWorkerMiddleware
{
    private const int LongestFlushMilliseconds = 1000;
    private static readonly ActivitySource Source = new(Telemetry.SourceName);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await TraceAsync(context, next);
        }
        finally
        {
            // An instance may vanish after its answer: the spans go out before it, all at once.
            exported?.ForceFlush(LongestFlushMilliseconds);
        }
    }

    private async Task TraceAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext();
        var message = http is null ? QueueMessage.Of(context) : null;
        ActivityContext.TryParse(http?.Request.Headers.TraceParent.ToString() ?? message?.Trace, http?.Request.Headers.TraceState.ToString(), isRemote: true, out var parent);
        using var activity = Source.StartActivity(context.FunctionDefinition.Name, http is null ? ActivityKind.Consumer : ActivityKind.Server, parent);
        activity?.SetTag("faas.invocation_id", context.InvocationId);
        if (http is not null)
        {
            activity?.SetTag("http.request.method", http.Request.Method);
            if (http.Request.RouteValues.TryGetValue("id", out var id)) activity?.SetTag("techtransfer.id", id);
        }
        if (message is not null)
        {
            activity?.SetTag("techtransfer.id", message.Aggregate);
            activity?.SetTag("techtransfer.message", message.Type);
        }
        var storage = StorageCalls.Begin();
        try
        {
            await next(context);
            activity?.SetTag("techtransfer.storage.calls", storage.Calls);
            if (http is not null && environment.IsDevelopment()) http.Response.Headers[StorageCalls.Header] = storage.Calls.ToString(CultureInfo.InvariantCulture);
            if (context.GetInvocationResult().Value is ProblemResult problem)
            {
                activity?.SetTag("techtransfer.problem", problem.Problem.Kind.Code);
                if (problem.Problem.Kind.Status >= 500) activity?.SetStatus(ActivityStatusCode.Error);
            }
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            throw;
        }
    }
}

/// <summary>What a message says of itself: which trace it goes on, what it is about.</summary>
internal sealed record QueueMessage(string? Trace, string? Aggregate, string? Type)
{
    public static QueueMessage? Of(FunctionContext context)
    {
        if (!context.BindingContext.BindingData.TryGetValue("QueueTrigger", out var data) || data is not string text) return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            // A host may hand the text on as a JSON string.
            if (json.RootElement.ValueKind == JsonValueKind.String) return Read(json.RootElement.GetString()!);
            return Read(json.RootElement);
        }
        catch (JsonException)
        {
            // No message of ours: the function itself says what is wrong with it.
            return null;
        }
    }

    private static QueueMessage? Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return Read(json.RootElement);
    }

    private static QueueMessage? Read(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object) return null;
        string? Text(string name) => message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return new(Text("trace"), Text("aggregate"), Text("type"));
    }
}

internal static class Telemetry
{
    public const string SourceName = "TechTransfer";

    /// <summary>Sends traces by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set: of each invocation a span, and below it the calls of the tables client.</summary>
    public static void AddTelemetry(this IServiceCollection services, AppDescription app, IConfiguration configuration)
    {
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 }) return;
        services.AddSingleton(Sdk.CreateTracerProviderBuilder()
            // The exporter's own settings come from where all others do, not from the environment alone.
            .ConfigureServices(exporter => exporter.AddSingleton(configuration))
            .ConfigureResource(resource => resource.AddService($"techtransfer-{app.Name}"))
            // The server begins a trace for each call and marks it as not recorded, which is no decision of anyone's.
            .SetSampler(new AlwaysOnSampler())
            .AddSource(SourceName, "Azure.Data.Tables.TableClient", "Azure.Data.Tables.TableServiceClient")
            .AddOtlpExporter()
            .Build());
    }
}
