using Microsoft.Extensions.DependencyInjection;
using TechTransfer.ContractRegistration.Notifications.Hook;
using TechTransfer.Messages;

namespace TechTransfer.ContractRegistration.Notifications;

/// <summary>A notification's line in an inbox.</summary>
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

/// <summary>A notification as it is answered.</summary>
/// <param name="DeliveredAt">When the outgoing hook's receiver acknowledged it.</param>
/// <param name="Fault">Why the hook's last attempt failed: for registrars and auditors.</param>
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

/// <summary>How notifications are wired to store and commands, and who reads which inbox.</summary>
public static class NotificationSetup
{
    /// <summary>What the hook gave up on, of all recipients.</summary>
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

    /// <summary>An inbox is its recipient's; auditors read all.</summary>
    public static bool MaySee(string recipient, Caller caller) => caller.Is(Role.Auditor) || IsRecipient(recipient, caller);

    /// <summary>Its recipient, auditors, and for failed deliveries registrars.</summary>
    public static bool MaySee(string recipient, DeliveryStatus delivery, Caller caller) =>
        MaySee(recipient, caller) || (delivery == DeliveryStatus.Failed && caller.Is(Role.Registrar));

    /// <summary>An organisation reads its own inbox; registrars and approvers read the registration office's.</summary>
    public static bool IsRecipient(string recipient, Caller caller) =>
        recipient == CaseNotice.Registrars ? caller.Is(Role.Registrar) || caller.Is(Role.Approver) : caller.ActsFor(recipient);

    private static IEnumerable<string> ListsOf(Notification notification)
    {
        yield return Inbox(notification.Recipient);
        if (notification.ReadAt is null)
            yield return Unread(notification.Recipient);
        if (notification.Delivery.Status == DeliveryStatus.Failed)
            yield return Undelivered;
    }
}

/// <summary>What notifications need of the app.</summary>
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
