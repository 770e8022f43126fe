using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace TechTransfer.Portal.Frame;

/// <summary>Refuses forms that another site submits: their cookie is ours, their intention is not the visitor's.</summary>
internal sealed class SameOriginOnly : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext()?.Request is not { } request || IsSafe(request.Method) || IsOwn(request))
            return next(context);
        context.GetInvocationResult().Value = new ProblemResult(Problem.Of(Catalogue.SubmittedElsewhere));
        return Task.CompletedTask;
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    // Browsers that do not send Sec-Fetch-Site send Origin with every form.
    private static bool IsOwn(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
            ? site == "same-origin"
            : request.Headers.Origin.ToString() == $"{request.Scheme}://{request.Host}";
}
