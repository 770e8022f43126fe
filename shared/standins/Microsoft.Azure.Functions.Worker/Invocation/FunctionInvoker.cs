using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>Runs one invocation: a scope of services, the middleware around, the function inside.</summary>
internal sealed class FunctionInvoker(MiddlewarePipeline pipeline, IServiceScopeFactory scopes, ILogger<FunctionInvoker> log)
{
    private static readonly ActivitySource Source = new("Microsoft.Azure.Functions.Worker");

    private readonly FunctionExecutionDelegate _run = pipeline.Build(ExecuteAsync);

    /// <param name="prepare">Puts what belongs to the kind of trigger into the context before the middleware sees it.</param>
    /// <param name="origin">What a host that calls from outside says of it.</param>
    public async Task InvokeAsync(
        FunctionDescriptor function, object? triggerValue, IReadOnlyDictionary<string, object?> bindingData,
        CancellationToken cancellation, Action<FunctionContext>? prepare = null, InvocationOrigin? origin = null)
    {
        var invocationId = origin?.InvocationId is { Length: > 0 } given ? given : Guid.NewGuid().ToString();
        using var activity = Source.StartActivity("Invoke", ActivityKind.Server);
        activity?.SetTag("faas.execution", invocationId);
        activity?.SetTag("faas.name", function.Name);

        await using var scope = scopes.CreateAsyncScope();
        var trace = new HostedTraceContext(Activity.Current?.Id ?? "", Activity.Current?.TraceStateString ?? "");
        var context = new HostedFunctionContext(
            function.Definition, invocationId, new InvocationBindings(triggerValue, bindingData), trace, scope.ServiceProvider, origin?.Retry, cancellation);
        context.Features.Set(function);
        prepare?.Invoke(context);

        using var logScope = log.BeginScope(new Dictionary<string, object>
        {
            ["AzureFunctions_InvocationId"] = invocationId,
            ["AzureFunctions_FunctionName"] = function.Name,
        });
        try
        {
            await _run(context);
        }
        catch (Exception failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }
    }

    private static async Task ExecuteAsync(FunctionContext context)
    {
        var function = context.Features.Get<FunctionDescriptor>()!;
        context.Bindings().InvocationResult = await function.InvokeAsync(context);
    }
}
