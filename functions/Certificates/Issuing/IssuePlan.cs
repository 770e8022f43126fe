using System.Globalization;

namespace TechTransfer.Certificates.Issuing;

/// <summary>What a message asks for: certificates to issue, and subjects that have ended.</summary>
/// <param name="Certificates">To issue.</param>
/// <param name="Endings">What comes to its end.</param>
/// <param name="Awaits">What is not known yet and the rest of the certificates needs: the message must come again. Null when the plan is
/// whole.</param>
public sealed record IssuePlan(IReadOnlyList<DueCertificate> Certificates, IReadOnlyList<Ending> Endings, string? Awaits = null);

/// <summary>A certificate that is due.</summary>
/// <param name="Subject">What it is about: an id of letters and digits.</param>
/// <param name="Edition">From 1.</param>
/// <param name="Content">What it says.</param>
/// <param name="Part">When one message asks for several certificates of a kind: which of them. Letters and digits.</param>
public sealed record DueCertificate(string Subject, int Edition, CertificateContent Content, string? Part = null)
{
    public CertificateKey Key => new(Content.Describe().Kind, Subject, Edition, Part);

    /// <summary>The part of a numbered thing: "round2".</summary>
    public static string Counted(string what, int number) => string.Create(CultureInfo.InvariantCulture, $"{what}{number}");
}

/// <summary>A contract, claim or grant has ended, and with it all certificates that depend on it.</summary>
/// <param name="Subject">Its id.</param>
/// <param name="Status">Cancelled or revoked.</param>
/// <param name="Reason">Why, for anyone.</param>
/// <param name="Remarks">The same in the words of who decided it.</param>
/// <param name="Version">Where a later message can tell the same end once more: what tells one end from the next. Else the message's
/// version does.</param>
public sealed record Ending(string Subject, CertificateStatus Status, Text Reason, string? Remarks = null, long? Version = null);
