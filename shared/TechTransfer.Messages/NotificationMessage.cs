using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Messages;

/// <summary>A notification for people. Any app may publish it; ContractRegistration puts it into the recipients' inboxes.</summary>
/// <param name="CaseId">Id of the object that the notification is about; a contract if the publisher is
/// ContractRegistration.</param>
/// <param name="Type">returned, corrected, registered, refused, dueSoon, overdue, objection, changeDecided, cancelled, revoked,
/// noticeRunning …</param>
/// <param name="Recipients">USCCs of organisations, and <see cref="Registrars"/> for the registration office.</param>
/// <param name="Text">The notification in Chinese and English.</param>
/// <param name="Link">URL path in the publishing app where the object can be read.</param>
[WireName(MessageNames.NotificationMessage)]
public sealed record NotificationMessage(string CaseId, string Type, IReadOnlyList<string> Recipients, Text Text, string Link)
{
    /// <summary>Stands for all users of the registration office, who have no credit code.</summary>
    public const string Registrars = "registrars";
}

/// <summary>A notification must be sent to the configured webhook. From ContractRegistration to itself, through its own queue, so that a
/// slow webhook delays nothing else.</summary>
/// <param name="NotificationId">Id of the notification.</param>
[WireName(MessageNames.DeliveryDue)]
public sealed record DeliveryDue(string NotificationId);
