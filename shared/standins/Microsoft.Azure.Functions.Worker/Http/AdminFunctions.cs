using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Queues;
using Microsoft.Azure.Functions.Worker.Timers;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Lets a developer run a timer or queue function by hand, by the same request as in the Functions host. Not outside Development.</summary>
internal sealed class AdminFunctions(FunctionCatalog catalog, FunctionInvoker invoker, QueueInvocation queues, BackgroundWork work, ILoggerFactory logs)
{
    public void MapTo(IEndpointRouteBuilder routes) =>
        routes.MapPost("admin/functions/{name}", async http => http.Response.StatusCode = await AcceptAsync((string)http.Request.RouteValues["name"]!, http.Request));

    private async Task<int> AcceptAsync(string name, HttpRequest request)
    {
        if (catalog.Find(name) is not { Trigger: not HttpTriggerAttribute } function) return StatusCodes.Status404NotFound;
        if (await InputAsync(request) is not { } input) return StatusCodes.Status400BadRequest;
        work.Start(() => RunAsync(function, input));
        return StatusCodes.Status202Accepted;
    }

    /// <summary>The text of <c>{"input": …}</c>; null if the body is something else.</summary>
    private static async Task<string?> InputAsync(HttpRequest request)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            if (body.RootElement.ValueKind != JsonValueKind.Object) return null;
            if (!body.RootElement.TryGetProperty("input", out var input) || input.ValueKind == JsonValueKind.Null) return "";
            return input.ValueKind == JsonValueKind.String ? input.GetString() : input.GetRawText();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task RunAsync(FunctionDescriptor function, string input)
    {
        try
        {
            if (function.Trigger is TimerTriggerAttribute) await TimerInvocation.RunAsync(invoker, function, new TimerInfo(), work.Abandoned);
            else await queues.RunAsync(function, input, work.Abandoned);
        }
        catch (Exception failure)
        {
            logs.CreateLogger($"Function.{function.Name}").LogError(failure, "Function {Function} failed.", function.Name);
        }
    }
}
