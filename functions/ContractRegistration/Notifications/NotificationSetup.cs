using Microsoft.Extensions.DependencyInjection;
using TechTransfer.ContractRegistration.Notifications.Hook;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Notifications;

public sealed record NotificationSummary(
    string Id,
    string Recipient,
    string Type,
    string CaseId,
    DateTimeOffset At,
    Text Text,
    string Link,
    bool Read,
    DeliveryStatus Delivery
)
{
    public static NotificationSummary Of(Notification n) =>
        new(n.Id, n.Recipient, n.Type, n.CaseId, n.At, n.Text, n.Link, n.ReadAt is not null, n.Delivery.Status);
}

/// <param name="Link">Path of the thing that it is about, as in `/api/contracts/…`.</param>
/// <param name="ReadAt">Time at which it was marked as read; absent before.</param>
/// <param name="Delivery">State of the delivery to the webhook.</param>
/// <param name="DeliveredAt">Time of the webhook receiver's acknowledgement; null before it.</param>
/// <param name="Attempts">Number of attempts to deliver it to the webhook.</param>
/// <param name="Fault">Error of the webhook's last attempt; only for registrars and auditors.</param>
/// <seealso cref="Notification"/>
public sealed record NotificationView(
    string Id,
    string Recipient,
    string Type,
    string CaseId,
    DateTimeOffset At,
    Text Text,
    string Link,
    DateTimeOffset? ReadAt,
    DeliveryStatus Delivery,
    DateTimeOffset? DeliveredAt,
    int Attempts,
    string? Fault,
    long Version
);

public static class NotificationSetup
{
    /// <summary>List of the notifications, of all recipients, whose delivery to the webhook was given up.</summary>
    public const string Undelivered = "undelivered";

    public static CommandSettings<Notification> Commands { get; } =
        new(
            "notification",
            "/api/notifications",
            MaySee: (notification, caller) => MaySee(notification.Recipient, notification.Delivery.Status, caller),
            View: (loaded, caller) =>
            {
                var n = loaded.State!;
                var error = caller.Is(Role.Registrar) || caller.Is(Role.Auditor) ? n.Delivery.Fault : null;
                return new NotificationView(
                    n.Id,
                    n.Recipient,
                    n.Type,
                    n.CaseId,
                    n.At,
                    n.Text,
                    n.Link,
                    n.ReadAt,
                    n.Delivery.Status,
                    n.Delivery.DeliveredAt,
                    n.Delivery.Attempts,
                    error,
                    loaded.Version
                );
            }
        );

    public static AggregateKind<Notification> Aggregate { get; } =
        new("notification")
        {
            Lists = notification =>
                ListsOf(notification)
                    .Select(list => new ListEntry(list, ListEntry.NewestFirst(notification.At), NotificationSummary.Of(notification))),
            Messages = (notification, happened) =>
                happened is NotificationMade && notification.Delivery.Status == DeliveryStatus.Waiting
                    ? [new DeliveryDue(notification.Id)]
                    : [],
        };

    public static string Inbox(string recipient) => $"inbox|{recipient}";

    public static string Unread(string recipient) => $"unread|{recipient}";

    public static bool MaySee(string recipient, Caller caller) => caller.Is(Role.Auditor) || IsRecipient(recipient, caller);

    /// <summary>Registrars may also read others' notifications whose delivery to the webhook failed.</summary>
    public static bool MaySee(string recipient, DeliveryStatus delivery, Caller caller) =>
        MaySee(recipient, caller) || (delivery == DeliveryStatus.Failed && caller.Is(Role.Registrar));

    /// <summary>Organisations are the recipients of their own inbox; registrars and approvers of the registration office's.</summary>
    public static bool IsRecipient(string recipient, Caller caller) =>
        recipient == NotificationMessage.Registrars ? caller.Is(Role.Registrar) || caller.Is(Role.Approver) : caller.ActsFor(recipient);

    private static IEnumerable<string> ListsOf(Notification notification)
    {
        yield return Inbox(notification.Recipient);
        if (notification.ReadAt is null)
            yield return Unread(notification.Recipient);
        if (notification.Delivery.Status == DeliveryStatus.Failed)
            yield return Undelivered;
    }
}

public static class NotificationServices
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, HookSettings hook) =>
        services
            .AddAggregates(_ => NotificationSetup.Aggregate)
            .AddSingleton(NotificationSetup.Commands)
            .AddSingleton<Commands<Notification>>()
            .AddSingleton(hook)
            .AddSingleton<HookClient>();
}
