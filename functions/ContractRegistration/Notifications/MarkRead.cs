using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Notifications;

/// <summary>A command without words.</summary>
public sealed record Nothing;

/// <summary>Marking as read. The first mark stays: whoever reads later changes nothing.</summary>
public static class MarkRead
{
    public static Outcome<Change<Notification>> Decide(Notification notification, Caller caller, DateTimeOffset now)
    {
        // Whoever else may read it does not read it for its recipient.
        if (!NotificationKind.IsRecipient(notification.Recipient, caller))
            return Problem.Of(Catalogue.NotFound);
        return notification.ReadAt is not null
            ? new Change<Notification>(notification, null)
            : new Change<Notification>(
                notification with
                {
                    ReadAt = now,
                    ReadBy = caller.Subject,
                },
                new NotificationRead(caller.Subject, now)
            );
    }
}
