using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using TechTransfer.Kernel;

namespace TechTransfer.Hosting;

/// <summary>A problem found so deep that returning it would clutter every signature on the way, such as a body that does not parse.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Message.En)
{
    public Problem Problem { get; } = problem;
}

/// <summary>The one place where exceptions of HTTP functions become problems. Timers and queues throw on: their host repeats them.</summary>
internal sealed class ProblemsFromExceptions(ILogger<ProblemsFromExceptions> log) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }
        try
        {
            await next(context);
        }
        catch (ProblemException exception)
        {
            context.GetInvocationResult().Value = new ProblemResult(exception.Problem);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            context.GetInvocationResult().Value = new ProblemResult(Problem.Of(Catalogue.BodyTooLarge, ("limit", "?")));
        }
        catch (BadHttpRequestException exception)
        {
            context.GetInvocationResult().Value = new ProblemResult(Problem.Of(Catalogue.MalformedBody, ("reason", exception.Message)));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer any more.
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException or TaskCanceledException or IOException)
        {
            log.LogError(exception, "The storage failed in {Function}", context.FunctionDefinition.Name);
            context.GetInvocationResult().Value = new ProblemResult(Problem.Of(Catalogue.StorageUnavailable) with { RetryAfterSeconds = 5 });
        }
        catch (Exception exception)
        {
            log.LogError(exception, "{Function} failed", context.FunctionDefinition.Name);
            context.GetInvocationResult().Value = new ProblemResult(Problem.Of(Catalogue.InternalError));
        }
    }
}
