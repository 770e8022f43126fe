namespace TechTransfer.ContractRegistration.Notifications.Hook;

/// <summary>Steps of a delivery. The attempt is stored before sending, so two copies of a message never send at once.</summary>
public static class Deliver
{
    // Longer than the receiver's time limit: after it, the process must have died.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>Starts an attempt. History keeps only its end.</summary>
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

    /// <summary>The attempt's end: delivered, to be tried again, or given up.</summary>
    /// <param name="error">What went wrong; null when the receiver acknowledged it.</param>
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

    /// <summary>How long to wait after so many attempts; null when it was the last.</summary>
    public static TimeSpan? PauseAfter(int attempts, HookSettings settings) =>
        attempts <= settings.Pauses.Count ? settings.Pauses[attempts - 1] : null;
}
