using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Settings;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Serves the functions that HTTP triggers, each under the route prefix.</summary>
internal sealed class HttpFunctions(FunctionCatalog catalog, FunctionInvoker invoker, HostSettings settings, DisabledFunctions disabled, ILoggerFactory logs)
{
    /// <exception cref="StartupException">A route cannot be read, or a parameter cannot be filled from it.</exception>
    public void MapTo(IEndpointRouteBuilder routes)
    {
        foreach (var function in catalog.All)
        {
            if (function.Trigger is not HttpTriggerAttribute trigger || disabled.Has(function)) continue;
            var pattern = PatternOf(function, trigger);
            routes.Map(pattern, http => ServeAsync(function, http)).WithDisplayName(function.Name);
        }
    }

    private RoutePattern PatternOf(FunctionDescriptor function, HttpTriggerAttribute trigger)
    {
        var route = $"{settings.RoutePrefix}/{trigger.Route ?? function.Name}".TrimStart('/');
        try
        {
            // The methods are a constraint of the route and not metadata, so that a wrong one is a 404, as the Functions host answers.
            var methods = trigger.Methods is { Length: > 0 } ? new RouteValueDictionary { ["httpMethod"] = new HttpMethodRouteConstraint(trigger.Methods) } : null;
            var pattern = RoutePatternFactory.Parse(route, defaults: null, parameterPolicies: methods);
            Check(function, pattern);
            return pattern;
        }
        catch (RoutePatternException failure)
        {
            throw new StartupException($"Function {function.Name}: the route '{route}' cannot be read: {failure.Message}", failure);
        }
    }

    private static void Check(FunctionDescriptor function, RoutePattern pattern)
    {
        foreach (var parameter in function.BoundByName)
        {
            if (pattern.GetParameter(parameter.Name!) is null && !parameter.HasDefaultValue)
                throw new StartupException($"Function {function.Name}: the parameter {parameter.Name} is not in the route '{pattern.RawText}'.");
        }
    }

    private async Task ServeAsync(FunctionDescriptor function, HttpContext http)
    {
        var bindingData = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in http.Request.RouteValues) bindingData[name] = value?.ToString();

        try
        {
            await invoker.InvokeAsync(function, http.Request, bindingData, http.RequestAborted, context => context.Features.Set(http));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            Log(function).LogDebug("Function {Function}: the client left.", function.Name);
        }
        catch (Exception failure)
        {
            Log(function).LogError(failure, "Function {Function} failed.", function.Name);
            Fail(http);
        }
    }

    // What went wrong stands in the log; a caller learns no more than that it did.
    private static void Fail(HttpContext http)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }
        http.Response.Clear();
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    private ILogger Log(FunctionDescriptor function) => logs.CreateLogger($"Function.{function.Name}");
}
