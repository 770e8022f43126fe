using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Azure;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Commands;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Hosting.Problems;

/// <summary>A problem found so deep that returning it would clutter every signature on the way, such as a body that does not
/// parse.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Message.En), ISafeReason
{
    public Problem Problem { get; } = problem;

    public string Reason => Problem.Kind.Code;
}

/// <summary>
/// The one place where exceptions of HTTP functions become problems. Those of timers and queues go on, since their host repeats them, but
/// without their messages: the host logs what it gets, and a message may hold what a user typed.
/// </summary>
internal sealed class ProblemsFromExceptions(ILogger<ProblemsFromExceptions> log) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            try
            {
                await RunAsync(next, context);
            }
            catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested)
            {
                throw SafeException.Of(exception);
            }
            return;
        }
        var function = context.FunctionDefinition.Name;
        http.Request.Body = new IncomingBody(http.Request.Body);
        if (RequestText.Fault(http.Request) is { } unreadable)
        {
            context.GetInvocationResult().Value = new ProblemResult(unreadable);
            return;
        }
        try
        {
            await RunAsync(next, context);
            // The host writes the answer after this middleware, so what fails there is caught on the spot.
            if (context.GetInvocationResult().Value is IResult result and not ProblemResult)
                context.GetInvocationResult().Value = new GuardedResult(result, failure => ProblemOf(failure, function));
        }
        catch (Exception exception) when (HasLeft(http, exception))
        {
            // Nobody waits for the answer, which must not look like success where somebody reads it all the same.
            context.GetInvocationResult().Value = Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (Exception exception)
        {
            context.GetInvocationResult().Value = new ProblemResult(ProblemOf(exception, function));
        }
    }

    // The worker wraps what a function throws when it calls it by reflection.
    private static async Task RunAsync(FunctionExecutionDelegate next, FunctionContext context)
    {
        try
        {
            await next(context);
        }
        catch (AggregateException wrapped) when (wrapped.InnerExceptions is [var thrown])
        {
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    // The host tells the function before it lets go of the connection, or after.
    private static bool HasLeft(HttpContext http, Exception exception) =>
        exception is ConnectionResetException
        || (
            exception is OperationCanceledException or UnreadableBodyException
            && (
                http.RequestAborted.IsCancellationRequested
                || http.Features.Get<FunctionContext>()?.CancellationToken.IsCancellationRequested == true
            )
        );

    private Problem ProblemOf(Exception exception, string function)
    {
        switch (exception)
        {
            case ProblemException found:
                return found.Problem;
            case UnreadableBodyException { IsTooLarge: true }:
                return Problem.Of(Catalogue.BodyTooLarge, ("limit", Text.OfBytes(RequestBody.Limit)));
            case UnreadableBodyException incomplete:
                log.LogInformation(SafeException.Of(incomplete), "The body sent to {Function} could not be read", function);
                return Problem.Of(
                    Catalogue.MalformedBody,
                    ("reason", new Text("内容未能完整接收，请重试", "it did not arrive whole; send it again"))
                );
            case var failure when IsOfStorage(failure):
                log.LogError(SafeException.Of(exception), "The storage failed in {Function}", function);
                return Problem.Of(Catalogue.StorageUnavailable);
            default:
                log.LogError(SafeException.Of(exception), "{Function} failed", function);
                return Problem.Of(Catalogue.InternalError);
        }
    }

    // What the storage refuses was asked wrongly. A line that breaks or times out has no type of its own: it is the storage's when one of
    // its clients stands on the way.
    private static bool IsOfStorage(Exception exception) =>
        exception switch
        {
            RequestFailedException => SafeException.IsTransient(exception),
            AggregateException several => several.InnerExceptions.Any(IsOfStorage),
            OperationCanceledException or IOException => new StackTrace(exception)
                .GetFrames()
                .Any(f => f.GetMethod()?.Module.Assembly.GetName().Name?.StartsWith("Azure.", StringComparison.Ordinal) == true)
                || (exception.InnerException is { } inner && IsOfStorage(inner)),
            _ => false,
        };

    /// <summary>A result whose failure becomes a problem as long as nothing of it is out; after that the host breaks the answer
    /// off.</summary>
    private sealed class GuardedResult(IResult result, Func<Exception, Problem> problemOf) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            try
            {
                await result.ExecuteAsync(httpContext);
            }
            catch (Exception exception) when (!httpContext.Response.HasStarted && !HasLeft(httpContext, exception))
            {
                httpContext.Response.Clear();
                await new ProblemResult(problemOf(exception)).ExecuteAsync(httpContext);
            }
            catch (Exception exception) when (!HasLeft(httpContext, exception))
            {
                // The worker would end the answer as if it were whole; and the server logs what reaches it.
                httpContext.Abort();
                throw SafeException.Of(exception);
            }
        }
    }
}
