using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Shows the request to the middleware that was added after it, and executes the result once they have all finished.</summary>
internal static class AspNetCoreIntegration
{
    public static FunctionExecutionDelegate Around(FunctionExecutionDelegate next) => async context =>
    {
        if (context.Features.Get<HttpContext>() is not { } http)
        {
            await next(context);
            return;
        }

        http.RequestServices = context.InstanceServices;
        context.Items[FunctionContextExtensions.HttpContextKey] = http;
        await next(context);

        switch (context.GetInvocationResult().Value)
        {
            case IResult result:
                await result.ExecuteAsync(http);
                break;
            case null:
                break;
            case var other:
                context.GetLogger(context.FunctionDefinition.Name)
                    .LogWarning("Function {Function} returned a {Type}, which is not an IResult: nothing was answered.", context.FunctionDefinition.Name, other.GetType().Name);
                break;
        }
    };
}
