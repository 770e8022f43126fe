using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.SignIn;

/// <summary>Checks who calls, how many calls the caller makes, and the function's attributes before the function runs. Timers and
/// queues have no caller and pass.</summary>
internal sealed class SignInMiddleware(ICallers callers, CallLimits limits, OperationCatalogue operations) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (
            context.GetHttpContext() is { } http
            && operations.Of(context.FunctionDefinition.Name) is var operation
            && Refuse(http, operation, operation.Access is null ? null : await callers.FindAsync(http.Request)) is { } refusal
        )
        {
            context.GetInvocationResult().Value = new ProblemResult(refusal);
            return;
        }
        await next(context);
    }

    private Problem? Refuse(HttpContext http, Operation operation, Caller? caller)
    {
        // Probes are always answered.
        if (!operation.Route.StartsWith("health", StringComparison.Ordinal) && limits.Refuse(http.Request, caller) is { } tooMany)
            return tooMany;
        if (operation.Access is not { } allowed)
            return null;
        // Answers depend on the caller: shared caches must not store them, and clients must revalidate.
        http.Response.Headers.CacheControl = "private, no-cache";
        if (caller is null)
        {
            var isTried = http.Request.Headers.Authorization.ToString().Length > 0;
            http.Response.Headers.WWWAuthenticate = isTried ? "Bearer error=\"invalid_token\"" : "Bearer";
            return Problem.Of(Catalogue.NotSignedIn);
        }
        if (allowed.Roles.Count > 0 && !allowed.Roles.Any(caller.Is))
            return RoleNames.Needed([.. allowed.Roles]);
        http.Features.Set(caller);
        return null;
    }
}

/// <summary>Gives functions the caller whose token the sign-in has validated.</summary>
public static class CallerOfRequest
{
    /// <summary>The signed-in caller; throws in a function that is open to all.</summary>
    public static Caller Caller(this HttpRequest request) =>
        request.HttpContext.Features.Get<Caller>() ?? throw new InvalidOperationException("The function is open to all: it has no caller.");
}
