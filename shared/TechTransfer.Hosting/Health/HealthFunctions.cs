using System.Globalization;
using System.Reflection;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel;
using TechTransfer.Storage;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Hosting.Health;

/// <summary>The answer of <c>/health</c> and <c>/health/live</c>.</summary>
/// <param name="Status"><c>ready</c> or <c>unavailable</c>.</param>
/// <param name="App">Short name of the app.</param>
/// <param name="Version">Version of the build.</param>
/// <param name="Backlog">Unfinished commands, and messages by queue; scripts wait until it is empty. Null when unavailable, and for
/// liveness.</param>
/// <param name="SetAside">Items that failed and will be retried, by kind of work. Null when unavailable, and for liveness.</param>
public sealed record HealthBody(string Status, string App, string Version, Backlog? Backlog, IReadOnlyList<SetAsideWork>? SetAside = null);

/// <summary>Health probes and the OpenAPI document. Open to all, since probes and developers call them without signing in.</summary>
public sealed class HealthFunctions(
    AppStorage storage,
    SetAsides asides,
    AppDescription app,
    ApiDescription description,
    ILogger<HealthFunctions> log
)
{
    private static readonly string Version =
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    // Probes give up after a few seconds; the answer must come before.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>Readiness: answers within two seconds, 503 when the storage does not respond.</summary>
    [Function("Health")]
    [OpenToAll]
    [Operation(
        "Readiness: storage, backlog of markers and queues, messages set aside and why, version",
        Answer = typeof(HealthBody),
        OtherStatus = StatusCodes.Status503ServiceUnavailable
    )]
    public async Task<IResult> Health(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        try
        {
            using var deadline = StorageDeadline.Begin(Patience);
            var (backlog, setAside) = (storage.BacklogAsync(app.OwnQueues, cancellation), asides.CountAsync(cancellation));
            // The deadline ends the calls; the wait also ends the pauses between their tries.
            await Task.WhenAll(backlog, setAside).WaitAsync(Patience, cancellation);
            return Results.Json(new HealthBody("ready", app.Name, Version, await backlog, await setAside), Json.Options);
        }
        catch (Exception failure)
            when (failure is RequestFailedException or AggregateException or TaskCanceledException or TimeoutException
                && !cancellation.IsCancellationRequested
            )
        {
            if (SafeException.IsTransient(failure))
                log.LogError(SafeException.Of(failure), "The storage does not answer");
            else
                log.LogError(SafeException.Of(failure), "The app is not ready");
            request.HttpContext.Response.Headers.RetryAfter = ProblemResult.RetryAfterFault.ToString(CultureInfo.InvariantCulture);
            return Results.Json(
                new HealthBody("unavailable", app.Name, Version, null),
                Json.Options,
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
        }
    }

    /// <summary>Liveness: answers without using the storage.</summary>
    [Function("HealthLive")]
    [OpenToAll]
    [Operation("Liveness: the process answers", Answer = typeof(HealthBody))]
    public IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/live")] HttpRequest request) =>
        Results.Json(new HealthBody("ready", app.Name, Version, null), HealthJson.Default.HealthBody);

    /// <summary>The OpenAPI document, generated from the running code, so that it always matches the app.</summary>
    [Function("OpenApi")]
    [OpenToAll]
    [Operation("This description, OpenAPI 3.1", Answer = typeof(System.Text.Json.Nodes.JsonObject))]
    public IResult OpenApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request) =>
        Results.Content(description.Json, "application/json; charset=utf-8");
}
