using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Queues;

/// <summary>Keeps a message hidden from others as long as it is in work.</summary>
internal sealed class MessageRenewal(QueueClient queue, QueueMessage message, HostTimings timings, ILogger log)
{
    /// <summary>What the next change of the message must show; each renewal gives a new one.</summary>
    public string PopReceipt { get; private set; } = message.PopReceipt;

    public async Task RunAsync(CancellationToken ended)
    {
        var pause = timings.MessageRenewal;
        while (true)
        {
            try
            {
                await timings.DelayAsync(pause, ended);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                // Never cut off: a renewal that is done but unknown to us would make the pop receipt stale.
                UpdateReceipt renewed = await queue.UpdateMessageAsync(message.MessageId, PopReceipt, (string?)null, timings.MessageVisibility, CancellationToken.None);
                PopReceipt = renewed.PopReceipt;
                pause = timings.MessageRenewal;
            }
            catch (RequestFailedException failure) when (failure.Status is 400 or 404)
            {
                log.LogWarning("Message {Message} of queue {Queue} is no longer ours: {Problem}", message.MessageId, queue.Name, failure.ErrorCode);
                return;
            }
            catch (Exception failure)
            {
                log.LogWarning("Message {Message} of queue {Queue} could not be kept hidden: {Problem}", message.MessageId, queue.Name, failure.Message);
                pause = timings.MessageRenewal / 5;
            }
        }
    }
}
