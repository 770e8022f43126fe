namespace TechTransfer.ContractRegistration.Notifications;

public sealed record Notification
{
    public required string Id { get; init; }

    /// <summary>USCC of an organisation, or <c>registrars</c>.</summary>
    public required string Recipient { get; init; }

    /// <summary>Type of event, such as returned, registered or dueSoon.</summary>
    public required string Type { get; init; }

    /// <summary>Id of the contract, grant, claim or other item that the notification is about.</summary>
    public required string CaseId { get; init; }

    public required DateTimeOffset At { get; init; }
    public required Text Text { get; init; }
    public required string Link { get; init; }
    public required Delivery Delivery { get; init; }
    public DateTimeOffset? ReadAt { get; init; }

    public string? ReadBy { get; init; }

    /// <summary>True if the text has the format of a notification id; other texts are answered with 404 without a lookup.</summary>
    public static bool IsId(string id) => id.Length == 26 && id.All(char.IsAsciiLetterOrDigit);
}

/// <param name="AttemptEndsAt">End of the running attempt's time limit; no other attempt starts before it.</param>
/// <param name="DeliveredAt">Time of the receiver's acknowledgement; null before it.</param>
public sealed record Delivery(
    DeliveryStatus Status,
    int Attempts = 0,
    DateTimeOffset? AttemptEndsAt = null,
    DateTimeOffset? DeliveredAt = null,
    string? Fault = null
);

public enum DeliveryStatus
{
    /// <summary>No webhook was configured when the notification was created.</summary>
    InboxOnly,

    Waiting,

    /// <summary>Acknowledged by the receiver; never sent again.</summary>
    Delivered,

    /// <summary>Given up after the last attempt.</summary>
    Failed,
}

[WireName("NotificationMade")]
public sealed record NotificationMade(string Recipient, string Type, string CaseId);

[WireName("NotificationRead")]
public sealed record NotificationRead(string By, DateTimeOffset At);

[WireName("NotificationDelivered")]
public sealed record NotificationDelivered(int Attempt, DateTimeOffset At);

[WireName("DeliveryFailed")]
public sealed record DeliveryFailed(int Attempt, string Fault, bool GivenUp, DateTimeOffset At);
