using System.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Settings;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Queues;

/// <summary>
/// Takes messages from one queue and brings each to its end: done and deleted, shown again for another try, or moved to the poison queue.
/// A message may be processed twice, and stand twice in the poison queue; it is never lost.
/// </summary>
internal sealed class MessageProcessor(
    FunctionDescriptor function, QueueClient queue, QueueClient? poison, QueueSettings settings, HostTimings timings,
    QueueInvocation invocation, BackgroundWork work, ILogger log)
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    /// <summary>The next batch; empty also while the queue does not exist or cannot be reached.</summary>
    public async Task<QueueMessage[]> FetchAsync()
    {
        try
        {
            // Not cut off lightly: messages that the queue has handed out, but that did not arrive, would stay hidden.
            return await queue.ReceiveMessagesAsync(settings.BatchSize, timings.MessageVisibility, work.CutOff);
        }
        catch (RequestFailedException failure) when (failure.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return [];
        }
        catch (OperationCanceledException) when (work.CutOff.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception failure)
        {
            log.LogWarning("Queue {Queue} cannot be read: {Problem}", queue.Name, failure.Message);
            return [];
        }
    }

    public async Task ProcessAsync(QueueMessage message)
    {
        try
        {
            var renewal = new MessageRenewal(queue, message, timings, log);
            var done = await TryAsync(message, renewal);
            await FinishAsync(message, renewal.PopReceipt, done);
        }
        catch (Exception failure)
        {
            // The message shows itself again when its time is over.
            log.LogWarning("Message {Message} of queue {Queue} could not be finished: {Problem}", message.MessageId, queue.Name, failure.Message);
        }
    }

    private enum Outcome
    {
        Done,
        Failed,
        Hopeless,
    }

    private async Task<Outcome> TryAsync(QueueMessage message, MessageRenewal renewal)
    {
        // A process that died in the midst of the last try has left no other trace.
        if (message.DequeueCount > settings.MaxDequeueCount) return Outcome.Hopeless;
        if (Decode(message.Body) is not { } body)
        {
            log.LogError("Message {Message} of queue {Queue} is not Base64.", message.MessageId, queue.Name);
            return Outcome.Hopeless;
        }

        using var ended = new CancellationTokenSource();
        var renewing = renewal.RunAsync(ended.Token);
        try
        {
            await invocation.RunAsync(function, message, body, work.Abandoned);
            return Outcome.Done;
        }
        catch (Exception failure)
        {
            log.LogError(failure, "Function {Function} failed for message {Message}, try {Try}.", function.Name, message.MessageId, message.DequeueCount);
            return message.DequeueCount >= settings.MaxDequeueCount ? Outcome.Hopeless : Outcome.Failed;
        }
        finally
        {
            await ended.CancelAsync();
            await renewing;
        }
    }

    private async Task FinishAsync(QueueMessage message, string popReceipt, Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Done:
                await queue.DeleteMessageAsync(message.MessageId, popReceipt);
                break;
            case Outcome.Hopeless when poison is not null:
                log.LogWarning("Message {Message} of queue {Queue} moves to {Poison} after {Tries} tries.", message.MessageId, queue.Name, poison.Name, message.DequeueCount);
                await CopyToPoisonAsync(poison, message);
                await queue.DeleteMessageAsync(message.MessageId, popReceipt);
                break;
            case Outcome.Failed when poison is not null:
                await queue.UpdateMessageAsync(message.MessageId, popReceipt, (string?)null, settings.VisibilityTimeout);
                break;
            default:
                // Without a poison queue the message stays hidden for its time, or it would fail in a fast circle.
                break;
        }
    }

    // As it stands, so that nothing is lost when the reason is its encoding.
    private static async Task CopyToPoisonAsync(QueueClient poison, QueueMessage message)
    {
        await poison.CreateIfNotExistsAsync();
        await poison.SendMessageAsync(message.Body, visibilityTimeout: null, timeToLive: Forever);
    }

    private BinaryData? Decode(BinaryData body)
    {
        if (!settings.Base64) return body;
        var bytes = new byte[body.ToMemory().Length];
        return Convert.TryFromBase64String(Encoding.UTF8.GetString(body), bytes, out var length) ? new BinaryData(bytes.AsMemory(0, length)) : null;
    }
}
