using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Queues;
using Microsoft.Azure.Functions.Worker.Timers;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.CustomHandler;

/// <summary>
/// Takes the Functions host's calls of timer and queue functions: <c>POST /FUNCTION</c>, without any secret, on the loopback address.
/// HTTP functions are reached under the route prefix, as without a host.
/// </summary>
internal sealed class HandlerFunctions(FunctionCatalog catalog, FunctionInvoker invoker, QueueInvocation queues, ILoggerFactory logs)
{
    public const string InvocationIdHeader = "X-Azure-Functions-InvocationId";

    public void MapTo(IEndpointRouteBuilder routes)
    {
        foreach (var function in catalog.All.Where(function => function.Trigger is not HttpTriggerAttribute))
            routes.MapPost($"/{function.Name}", http => AnswerAsync(function, http)).WithDisplayName(function.Name);
    }

    private async Task AnswerAsync(FunctionDescriptor function, HttpContext http)
    {
        if (!IsFromHost(function, http))
        {
            await HandlerAnswer.WriteAsync(http.Response, StatusCodes.Status404NotFound);
            return;
        }
        try
        {
            using var call = await HandlerCall.ReadAsync(http.Request);
            await InvokeAsync(function, call, http);
            await HandlerAnswer.WriteAsync(http.Response, StatusCodes.Status200OK);
        }
        catch (BadHttpRequestException refused)
        {
            Log(function).LogError("The call of function {Function} cannot be read: {Problem}", function.Name, refused.Message);
            await HandlerAnswer.WriteAsync(http.Response, refused.StatusCode);
        }
        catch (Exception failure)
        {
            // The host repeats a queue message whose call fails, and moves it to the poison queue in the end.
            Log(function).LogError(failure, "Function {Function} failed.", function.Name);
            await HandlerAnswer.WriteAsync(http.Response, StatusCodes.Status500InternalServerError);
        }
    }

    // A request from outside that the host hands on has the route prefix in its path. The target is compared as it was sent, before '..' is taken out of it,
    // and a page in a browser on the same machine cannot send the header.
    private static bool IsFromHost(FunctionDescriptor function, HttpContext http) =>
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget is ['/', .. var name] &&
        name.Equals(function.Name, StringComparison.OrdinalIgnoreCase) &&
        http.Request.Headers.ContainsKey(InvocationIdHeader);

    private Task InvokeAsync(FunctionDescriptor function, HandlerCall call, HttpContext http)
    {
        var binding = function.TriggerName;
        var origin = new InvocationOrigin(http.Request.Headers[InvocationIdHeader], call.Retry);
        return function.Trigger is TimerTriggerAttribute
            ? TimerInvocation.RunAsync(invoker, function, call.Timer(binding), http.RequestAborted, origin)
            : queues.RunAsync(function, call.Message(binding, QueueInvocation.IsBinary(function.TriggerType)), call.MessageData, origin, http.RequestAborted);
    }

    private ILogger Log(FunctionDescriptor function) => logs.CreateLogger($"Function.{function.Name}");
}
