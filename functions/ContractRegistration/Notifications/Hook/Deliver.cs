namespace TechTransfer.ContractRegistration.Notifications.Hook;

/// <summary>
/// State changes of a delivery to the webhook. An attempt is stored before sending, so that two copies of a queue message never send at
/// the same time.
/// </summary>
public static class Deliver
{
    // Added to the receiver's time limit. An attempt that is still open after both counts as crashed.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>Records no event; the end of the attempt records one.</summary>
    public static Change<Notification> Begin(Notification notification, HookSettings settings, DateTimeOffset now)
    {
        var delivery = notification.Delivery;
        return new(
            notification with
            {
                Delivery = delivery with { Attempts = delivery.Attempts + 1, AttemptEndsAt = now + settings.TimeOut + Margin },
            },
            null
        );
    }

    /// <param name="error">Null if the receiver acknowledged the notification.</param>
    public static Change<Notification> End(Notification notification, string? error, HookSettings settings, DateTimeOffset now)
    {
        var delivery = notification.Delivery;
        if (error is null)
        {
            return new(
                notification with
                {
                    Delivery = new(DeliveryStatus.Delivered, delivery.Attempts, DeliveredAt: now),
                },
                new NotificationDelivered(delivery.Attempts, now)
            );
        }
        var isLast = PauseAfter(delivery.Attempts, settings) is null;
        return new(
            notification with
            {
                Delivery = new(isLast ? DeliveryStatus.Failed : DeliveryStatus.Waiting, delivery.Attempts, Fault: error),
            },
            new DeliveryFailed(delivery.Attempts, error, isLast, now)
        );
    }

    /// <summary>Pause before the next attempt; null if the attempt was the last.</summary>
    public static TimeSpan? PauseAfter(int attempts, HookSettings settings) =>
        attempts <= settings.Pauses.Count ? settings.Pauses[attempts - 1] : null;
}
