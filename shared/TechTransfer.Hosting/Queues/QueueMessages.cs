using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Description;
using TechTransfer.Hosting.Telemetry;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.Storage;
using TechTransfer.Storage.Retries;

namespace TechTransfer.Hosting.Queues;

/// <summary>What all functions that read a queue share. A message that comes too early is put back with a short delay: a failed one would
/// wait for the host's <c>visibilityTimeout</c>, and count towards the failed ones. A message whose process dies is shown again by the
/// sweeper.</summary>
internal sealed class QueueMessages(
    OperationCatalogue functions,
    Outbox outbox,
    TakenMessages taken,
    FailedMessages failed,
    IConfiguration settings,
    ILogger<QueueMessages> log
) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (functions.QueueOf(context.FunctionDefinition.Name) is not { } declared)
        {
            await next(context);
            return;
        }
        // The name of a queue may be that of a setting.
        var queue = declared.StartsWith('%') ? settings[declared.Trim('%')]! : declared;
        // Without them, the function was started by hand.
        if (TextOf(context, "Id") is not { } id || TextOf(context, "PopReceipt") is not { } receipt)
            await HandleAsync();
        else
            await taken.HandleAsync(queue, id, receipt, HandleAsync, context.CancellationToken);

        async Task HandleAsync()
        {
            try
            {
                await next(context);
            }
            catch (Exception exception) when (MissingOf(exception) is { } missing)
            {
                var envelope = Json.Read<Envelope>(ReceivedMessage.TextOf(context)!);
                await outbox.PutBackAsync(queue, envelope, missing, context.CancellationToken);
                log.LogInformation("{Message} was put back into {Queue}: {Missing}", envelope.Id, queue, missing.Reason);
            }
            catch (Exception failure) when (!context.CancellationToken.IsCancellationRequested)
            {
                await RecordAsync(failure);
                throw;
            }
        }

        // For operators, should the message end among the failed ones, which carry no reason.
        async Task RecordAsync(Exception failure)
        {
            try
            {
                if (ReceivedMessage.TextOf(context) is { } text)
                    await failed.RecordAsync(queue, text, failure, context.CancellationToken);
            }
            catch (Exception second) when (second is not OutOfMemoryException)
            {
                log.LogWarning(SafeException.Of(second), "The reason of a failure in {Queue} could not be recorded", queue);
            }
        }
    }

    private static string? TextOf(FunctionContext context, string name) =>
        context.BindingContext.BindingData.TryGetValue(name, out var value) ? value as string : null;

    // The worker wraps exceptions when it invokes a function by reflection.
    private static NotYetException? MissingOf(Exception exception) =>
        exception as NotYetException ?? (exception as AggregateException)?.InnerException as NotYetException;
}
