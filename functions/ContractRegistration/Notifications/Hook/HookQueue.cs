using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Notifications.Hook;

/// <summary>
/// Delivers notifications to the webhook. After a crash between acknowledgement and commit, the notification is sent again with the same
/// <c>Webhook-Id</c>, so that the receiver can ignore it.
/// </summary>
public sealed class HookQueue(
    AggregateStore<Notification> notifications,
    Outbox outbox,
    HookClient client,
    HookSettings settings,
    TimeProvider time
)
{
    private static readonly Caller Hook = Caller.System("hook", "通知推送");

    [Function("NotificationHook")]
    public async Task Receive(
        [QueueTrigger(Topics.HookQueue, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var envelope = Json.Read<Envelope>(message.MessageText);
        if (envelope.Type != MessageNames.DeliveryDue)
            throw new Failure($"{envelope.Type} is nothing to deliver.");
        var due = await outbox.OpenAsync<DeliveryDue>(envelope, cancellation);

        var loaded = await notifications.LoadAsync(due.NotificationId, cancellation);
        if (!loaded.Exists)
            throw new NotYetException($"There is no notification {due.NotificationId} yet.");
        if (loaded.State!.Delivery.Status != DeliveryStatus.Waiting)
            return;
        if (loaded.State.Delivery.AttemptEndsAt is { } ends && ends > time.GetUtcNow())
        {
            // Another copy of the message.MessageText is sending, or its process crashed: try again after the time limit of that attempt.
            await outbox.SendAgainAsync(envelope, ends - time.GetUtcNow() + TimeSpan.FromSeconds(1), cancellation);
            return;
        }
        var begun = await notifications.CommitAsync(
            loaded,
            Deliver.Begin(loaded.State, settings, time.GetUtcNow()),
            Hook,
            command: null,
            cancellation
        );
        if (begun.Problem is not null)
        {
            await outbox.SendAgainAsync(envelope, TimeSpan.FromSeconds(1), cancellation);
            return;
        }

        var error = await client.PostAsync(begun.Value.State!, cancellation);
        // Store the result even if the host is stopping; the notification may have been marked as read meanwhile.
        var ended = (
            await notifications.UpdateAsync(
                begun.Value,
                now => Deliver.End(now.State!, error, settings, time.GetUtcNow()),
                Hook,
                CancellationToken.None
            )
        ).State!;
        if (ended.Delivery.Status == DeliveryStatus.Waiting)
            await outbox.SendAgainAsync(envelope, Deliver.PauseAfter(ended.Delivery.Attempts, settings)!.Value, CancellationToken.None);
    }
}
