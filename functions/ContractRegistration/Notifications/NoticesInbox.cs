using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.ContractRegistration.Notifications.Hook;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Notifications;

/// <summary>Creates one notification per event and recipient, even if the message is delivered twice.</summary>
public sealed class NoticesInbox(AggregateStore<Notification> notifications, Outbox outbox, HookSettings hook)
{
    private static readonly Caller Notifier = Caller.System("notifications", "通知服务");

    [Function("NoticesInbox")]
    public async Task Receive(
        [QueueTrigger(Topics.NoticesInbox, Connection = "AzureWebJobsStorage")] QueueMessage message,
        CancellationToken cancellation
    )
    {
        var envelope = Json.Read<Envelope>(message.MessageText);
        if (envelope.Type != MessageNames.NotificationMessage)
            throw new Failure($"{envelope.Type} is nothing to notify of.");
        var notice = await outbox.OpenAsync<NotificationMessage>(envelope, cancellation);
        await Each.DoAsync(notice.Recipients, recipient => PutAsync(envelope, notice, recipient, cancellation), cancellation);
    }

    /// <summary>Derived from event and recipient, so that a repeated message creates no second notification.</summary>
    public static string IdOf(Envelope envelope, string recipient) => Ids.Derive("notification", envelope.Id, recipient);

    private async Task PutAsync(Envelope envelope, NotificationMessage notice, string recipient, CancellationToken cancellation)
    {
        var known = await notifications.LoadAsync(IdOf(envelope, recipient), cancellation);
        if (known.Exists)
            return;
        var made = new Notification
        {
            Id = known.Id,
            Recipient = recipient,
            Type = notice.Type,
            CaseId = notice.CaseId,
            At = envelope.OccurredAt,
            Text = notice.Text,
            Link = notice.Link,
            Delivery = new(hook.IsSet ? DeliveryStatus.Waiting : DeliveryStatus.InboxOnly),
        };
        var outcome = await notifications.CommitAsync(
            known,
            new(made, new NotificationMade(recipient, notice.Type, notice.CaseId)),
            Notifier,
            command: null,
            cancellation
        );
        // A concurrent delivery of the same message may already have created the notification.
        if (outcome.Problem is { } problem && problem.Kind != Catalogue.VersionConflict)
            throw new Failure($"{known.Id} could not be made: {problem.Kind.Code}");
        if (outcome.Problem is not null && !(await notifications.LoadAsync(known.Id, cancellation)).Exists)
            throw new NotYetException($"{known.Id} is not made yet.");
    }
}
