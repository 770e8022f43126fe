namespace TechTransfer.ContractRegistration.Notifications;

/// <summary>A notice to one recipient of one event.</summary>
public sealed record Notification
{
    public required string Id { get; init; }

    /// <summary>An organisation's USCC, or <c>registrars</c>.</summary>
    public required string Recipient { get; init; }

    /// <summary>returned, registered, dueSoon …</summary>
    public required string Type { get; init; }

    /// <summary>What it is about.</summary>
    public required string CaseId { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }
    public required Text Text { get; init; }
    public required string Link { get; init; }
    public required Delivery Delivery { get; init; }
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The person who marked it.</summary>
    public string? ReadBy { get; init; }

    /// <summary>True for a text that may be a notification's id: others are never looked up.</summary>
    public static bool IsId(string id) => id.Length == 26 && id.All(char.IsAsciiLetterOrDigit);
}

/// <summary>How far the outgoing hook is with a notification.</summary>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="AttemptEndsAt">Until then an attempt is running and no other starts.</param>
/// <param name="DeliveredAt">When the receiver acknowledged it.</param>
/// <param name="Fault">Why the last attempt failed.</param>
public sealed record Delivery(
    DeliveryStatus Status,
    int Attempts = 0,
    DateTimeOffset? AttemptEndsAt = null,
    DateTimeOffset? DeliveredAt = null,
    string? Fault = null
);

/// <summary>Where a notification stands with the hook.</summary>
public enum DeliveryStatus
{
    /// <summary>No hook was configured: inbox only.</summary>
    InboxOnly,

    /// <summary>Waiting for the first or the next attempt.</summary>
    Waiting,

    /// <summary>Acknowledged; never sent again.</summary>
    Delivered,

    /// <summary>Given up after the last attempt.</summary>
    Failed,
}

/// <summary>A notification was made.</summary>
[WireName("NotificationMade")]
public sealed record NotificationMade(string Recipient, string Type, string CaseId);

/// <summary>The recipient's people have read it.</summary>
[WireName("NotificationRead")]
public sealed record NotificationRead(string By, DateTimeOffset At);

/// <summary>The hook's receiver acknowledged it.</summary>
[WireName("NotificationDelivered")]
public sealed record NotificationDelivered(int Attempt, DateTimeOffset At);

/// <summary>The hook's receiver did not take it.</summary>
[WireName("DeliveryFailed")]
public sealed record DeliveryFailed(int Attempt, string Fault, bool GivenUp, DateTimeOffset At);
