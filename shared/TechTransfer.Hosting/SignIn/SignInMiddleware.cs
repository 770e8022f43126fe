using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.SignIn;

/// <summary>Checks the bearer token and the function's attributes before the function runs. Timers and queues have no caller and
/// pass.</summary>
internal sealed class SignInMiddleware(TokenValidation tokens, OperationCatalogue operations) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && operations.Of(context.FunctionDefinition.Name).Access is { } allowed)
        {
            // Answers depend on the caller: shared caches must not store them, and clients must revalidate.
            http.Response.Headers.CacheControl = "private, no-cache";
            var header = http.Request.Headers.Authorization.ToString();
            var caller = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                ? await tokens.ValidateAsync(header[7..].Trim())
                : null;
            if (caller is null)
            {
                http.Response.Headers.WWWAuthenticate = header.Length == 0 ? "Bearer" : "Bearer error=\"invalid_token\"";
                context.GetInvocationResult().Value = new ProblemResult(Problem.Of(Catalogue.NotSignedIn));
                return;
            }
            if (allowed.Roles.Count > 0 && !allowed.Roles.Any(caller.Is))
            {
                context.GetInvocationResult().Value = new ProblemResult(RoleNames.Needed([.. allowed.Roles]));
                return;
            }
            http.Features.Set(caller);
        }
        await next(context);
    }
}

/// <summary>Gives functions the caller whose token the sign-in has validated.</summary>
public static class CallerOfRequest
{
    /// <summary>The signed-in caller; throws in a function that is open to all.</summary>
    public static Caller Caller(this HttpRequest request) =>
        request.HttpContext.Features.Get<Caller>() ?? throw new InvalidOperationException("The function is open to all: it has no caller.");
}
