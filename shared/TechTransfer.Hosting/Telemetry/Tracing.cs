using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Hosting.Telemetry;

/// <summary>Starts a span for each invocation, as a child of the caller's trace if one is sent; records duration and storage calls; adds
/// trace id and object id to all log lines of the invocation. Records ids only, no personal data.</summary>
internal sealed class Tracing(IHostEnvironment environment, ILogger<Tracing> log, Exporters? exporters = null) : IFunctionsWorkerMiddleware
{
    public const string SourceName = "TechTransfer";

    public const string IdTag = "techtransfer.id";

    private static readonly ActivitySource Source = new(SourceName);

    // ASP.NET Core starts an activity for a call only while someone listens; without it there is no trace id.
    private static readonly ActivityListener ServerTraces = new()
    {
        ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
    };

    /// <summary>Makes ASP.NET Core start an activity for each call, or continue the caller's trace.</summary>
    public static void KeepServerTraces() => ActivitySource.AddActivityListener(ServerTraces);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await TraceAsync(context, next);
        }
        finally
        {
            exporters?.Flush();
        }
    }

    private async Task TraceAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        var start = Stopwatch.GetTimestamp();
        var http = context.GetHttpContext();
        var message = http is null ? ReceivedMessage.Of(context) : null;
        using var activity = Start(context, http, message);
        // The function runs outside the server's asynchronous flow, so its activity must be restored here.
        if (activity is null && http?.Features.Get<IHttpActivityFeature>()?.Activity is { } served)
            Activity.Current = served;
        if (http is not null)
        {
            http.Features.Set(context);
            http.Features.Set(new TraceOfCall(Activity.Current?.TraceId.ToString()));
        }
        var trigger = TriggerOf(context, http);
        activity?.SetTag("faas.invocation_id", context.InvocationId);
        activity?.SetTag("faas.trigger", trigger);
        if (http is not null)
            activity?.SetTag("http.request.method", http.Request.Method);
        if (message is not null)
            activity?.SetTag("techtransfer.message", message.Type);
        var id = message is null ? IdOf(http) : message.Aggregate;
        if (id is not null)
            activity?.SetTag(IdTag, id);
        using var scope = log.BeginScope("{Id} on trace {TraceId}", id, (activity ?? Activity.Current)?.TraceId.ToString());

        var storage = StorageCalls.Begin();
        var outcome = "failed";
        try
        {
            await next(context);
            if (http is not null && environment.IsDevelopment())
                http.Response.Headers[StorageCalls.Header] = storage.Calls.ToString(CultureInfo.InvariantCulture);
            var problem = (context.GetInvocationResult().Value as ProblemResult)?.Problem.Kind;
            outcome = problem switch
            {
                null => "done",
                { Status: >= 500 } => "failed",
                _ => "refused",
            };
            if (problem is not null)
                activity?.SetTag("techtransfer.problem", problem.Code);
            if (outcome == "failed")
                activity?.SetStatus(ActivityStatusCode.Error);
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, (exception as SafeException)?.Type ?? exception.GetType().Name);
            throw;
        }
        finally
        {
            activity?.SetTag("techtransfer.storage.calls", storage.Calls);
            activity?.SetTag("techtransfer.storage.seconds", storage.Time.TotalSeconds);
            if (exporters is not null)
                Measure(context, trigger, outcome, Stopwatch.GetElapsedTime(start), storage.Calls);
        }
    }

    private static Activity? Start(FunctionContext context, HttpContext? http, ReceivedMessage? message)
    {
        var name = context.FunctionDefinition.Name;
        var traceParent = http?.Request.Headers.TraceParent.ToString() ?? message?.Trace;
        ActivityContext.TryParse(traceParent, http?.Request.Headers.TraceState.ToString(), isRemote: true, out var parent);
        var recorded = Source.StartActivity(name, http is null ? ActivityKind.Consumer : ActivityKind.Server, parent);
        // When no listener records spans, a queue message's trace must still be continued, so that its id reaches the logs of all apps.
        // For HTTP calls the server's activity does that.
        return recorded is null && parent.TraceId != default && http is null
            ? new Activity(name).SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags).Start()
            : recorded;
    }

    // A route value that is not a valid id may be user input, so it is not recorded.
    private static string? IdOf(HttpContext? http) => http?.Request.RouteValues["id"] is string id && Ids.CanBe(id) ? id : null;

    private static string TriggerOf(FunctionContext context, HttpContext? http) =>
        http is not null ? "http"
        : context.BindingContext.BindingData.ContainsKey(ReceivedMessage.Binding) ? "queue"
        : "timer";

    private static void Measure(FunctionContext context, string trigger, string outcome, TimeSpan duration, int storageCalls)
    {
        var function = KeyValuePair.Create("function", (object?)context.FunctionDefinition.Name);
        Meters.InvocationDuration.Record(duration.TotalSeconds, function, new("trigger", trigger), new("outcome", outcome));
        Meters.InvocationStorageCalls.Record(storageCalls, function);
    }
}
