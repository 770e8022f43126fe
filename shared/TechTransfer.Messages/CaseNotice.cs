using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;

namespace TechTransfer.Messages;

/// <summary>Something happened that people should hear of. Whoever publishes it, ContractRegistration puts it into the inboxes.</summary>
/// <param name="CaseId">What it is about; a registration case, if the publisher is ContractRegistration.</param>
/// <param name="Type">returned, corrected, registered, refused, dueSoon, overdue, objection, changeDecided, cancelled, revoked,
/// noticeRunning …</param>
/// <param name="Recipients">USCCs of organisations, and <see cref="Registrars"/> for the registration office.</param>
/// <param name="Text">The sentence that the inbox shows.</param>
/// <param name="Link">Where to read more: a path under the publisher's address.</param>
[WireName(MessageNames.CaseNotice)]
public sealed record CaseNotice(string CaseId, string Type, IReadOnlyList<string> Recipients, Text Text, string Link)
{
    /// <summary>The recipient that stands for the registration office.</summary>
    public const string Registrars = "registrars";
}

/// <summary>A notification waits to be handed to the outgoing hook. From ContractRegistration to itself.</summary>
/// <param name="NotificationId">The notification.</param>
[WireName(MessageNames.DeliveryDue)]
public sealed record DeliveryDue(string NotificationId);
