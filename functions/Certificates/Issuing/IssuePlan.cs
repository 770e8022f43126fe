using System.Globalization;

namespace TechTransfer.Certificates.Issuing;

/// <param name="Awaits">Names the missing information that further certificates need, so that the message must be retried; null when the
/// plan is complete.</param>
public sealed record IssuePlan(IReadOnlyList<DueCertificate> Certificates, IReadOnlyList<Ending> Endings, string? Awaits = null);

/// <param name="Subject">Id of what the certificate is about: letters, digits and dashes.</param>
/// <param name="Edition">Counts from 1.</param>
/// <param name="Part">Tells apart several certificates of one kind from one message; null when there is only one. Letters, digits and
/// dashes.</param>
public sealed record DueCertificate(string Subject, int Edition, CertificateContent Content, string? Part = null)
{
    public CertificateKey Key => new(Content.Describe().Kind, Subject, Edition, Part);

    public static string Counted(string what, int number) => string.Create(CultureInfo.InvariantCulture, $"{what}{number}");
}

/// <summary>The end of a contract, claim, grant or edition, which also ends all certificates that depend on it.</summary>
/// <param name="Status">New status of the dependent certificates: cancelled, revoked or superseded.</param>
/// <param name="Reason">Reason that anyone may read.</param>
/// <param name="Remarks">Reason as the deciding person wrote it.</param>
/// <param name="Version">Orders several ends of the same subject. Set when later messages can repeat an end under a new message version;
/// null uses the message's version.</param>
public sealed record Ending(string Subject, CertificateStatus Status, Text Reason, string? Remarks = null, long? Version = null);
