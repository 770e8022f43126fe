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

namespace TechTransfer.Hosting.Queues;

/// <summary>Puts a message back with a short delay when its function throws <see cref="NotYetException"/>: a failed message would wait for
/// the host's <c>visibilityTimeout</c>, and count towards the failed ones.</summary>
internal sealed class EarlyMessages(OperationCatalogue functions, Outbox outbox, IConfiguration settings, ILogger<EarlyMessages> log)
    : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (functions.QueueOf(context.FunctionDefinition.Name) is not { } queue)
        {
            await next(context);
            return;
        }
        try
        {
            await next(context);
        }
        catch (Exception exception) when (MissingOf(exception) is { } missing)
        {
            var envelope = Json.Read<Envelope>(ReceivedMessage.TextOf(context)!);
            // The name of a queue may be that of a setting.
            var name = queue.StartsWith('%') ? settings[queue.Trim('%')]! : queue;
            await outbox.PutBackAsync(name, envelope, missing, context.CancellationToken);
            log.LogInformation("{Message} was put back into {Queue}: {Missing}", envelope.Id, name, missing.Reason);
        }
    }

    // The worker wraps exceptions when it invokes a function by reflection.
    private static NotYetException? MissingOf(Exception exception) =>
        exception as NotYetException ?? (exception as AggregateException)?.InnerException as NotYetException;
}
