using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Azure;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Problems;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Hosting;

/// <summary>Turns exceptions of HTTP functions into problems. Exceptions of timers and queues are rethrown, since the Functions host
/// retries them; their messages are removed first, because the host logs them and they may contain user input.</summary>
internal sealed class ProblemsFromExceptions(AppStorage storage, ILogger<ProblemsFromExceptions> log) : IFunctionsWorkerMiddleware
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
        if ((RequestText.Take(http.Request) ?? RequestBody.Encoded(http.Request)) is { } unreadable)
        {
            context.GetInvocationResult().Value = new ProblemResult(unreadable);
            return;
        }
        using var deadline = StorageDeadline.Begin(storage.Budget.Work);
        try
        {
            await RunAsync(next, context);
            // The answer is written after this middleware has returned, so failures of writing it must be caught there.
            if (context.GetInvocationResult().Value is IResult result and not ProblemResult)
                context.GetInvocationResult().Value = new GuardedResult(result, failure => ProblemOf(failure, function));
        }
        catch (Exception exception) when (HasLeft(http, exception))
        {
            // The client has disconnected, but a proxy may still read the answer, so it must not look like success.
            context.GetInvocationResult().Value = Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (Exception exception)
        {
            context.GetInvocationResult().Value = new ProblemResult(ProblemOf(exception, function));
        }
    }

    // The worker wraps exceptions when it invokes a function by reflection.
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

    // The connection and the function's context are cancelled independently, so either may be first.
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
                    ("reason", new Text("内容未能完整接收，请重试", "it was not received completely; send it again"))
                );
            case var failure when IsOfStorage(failure):
                log.LogError(SafeException.Of(exception), "The storage failed in {Function}", function);
                return Problem.Of(Catalogue.StorageUnavailable);
            default:
                log.LogError(SafeException.Of(exception), "{Function} failed", function);
                return Problem.Of(Catalogue.InternalError);
        }
    }

    // A request that the storage refuses is a bug of ours. Broken connections and time-outs have no special type:
    // they count as storage failures when an Azure client is on the stack.
    private static bool IsOfStorage(Exception exception) =>
        exception switch
        {
            RequestFailedException => SafeException.IsTransient(exception),
            StorageTimeoutException => true,
            AggregateException several => several.InnerExceptions.Any(IsOfStorage),
            OperationCanceledException or IOException => new StackTrace(exception)
                .GetFrames()
                .Any(f => f.GetMethod()?.Module.Assembly.GetName().Name?.StartsWith("Azure.", StringComparison.Ordinal) == true)
                || (exception.InnerException is { } inner && IsOfStorage(inner)),
            _ => false,
        };

    /// <summary>Turns a failure of writing an answer into a problem if nothing has been sent; otherwise aborts the connection.</summary>
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
                // Without the abort, the worker would end the answer as if it were complete. The server logs the exception, so it must be
                // safe.
                httpContext.Abort();
                throw SafeException.Of(exception);
            }
        }
    }
}
