using System.Globalization;

namespace TechTransfer.Certificates.Issuing;

/// <summary>The status of a certificate.</summary>
public enum CertificateStatus
{
    /// <summary>Requested: number and file follow.</summary>
    Requested,

    /// <summary>Issued and in force; its file never changes.</summary>
    Valid,

    /// <summary>Replaced by a newer edition.</summary>
    Superseded,

    /// <summary>What it certifies was cancelled (注销) or has run out.</summary>
    Cancelled,

    /// <summary>What it certifies was revoked (撤销).</summary>
    Revoked,
}

/// <summary>Identifies a certificate.</summary>
/// <param name="Kind">As in <see cref="Kinds.CertificateKinds"/>.</param>
/// <param name="Subject">What it is about: the id of a registration case, claim, grant …</param>
/// <param name="Edition">1, 2, 3 … as the subject goes on; a later one takes the place of an earlier.</param>
/// <param name="Part">Whom or what of the subject it is about, when one event asks for several; null when it is about the whole.</param>
/// <param name="Reissue">0 for the certificate of the event itself, then counting: the same edition printed anew.</param>
public sealed record CertificateKey(string Kind, string Subject, int Edition, string? Part = null, int Reissue = 0)
{
    /// <summary>Certificates of one thread replace each other.</summary>
    public string Thread => Part is null ? $"{Kind}.{Subject}" : $"{Kind}.{Subject}.{Part}";

    /// <summary>The certificate's id.</summary>
    public string Id =>
        Reissue == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Thread}.{Edition}")
            : string.Create(CultureInfo.InvariantCulture, $"{Thread}.{Edition}.r{Reissue}");

    /// <summary>True when the other replaces this one.</summary>
    public bool IsBefore(CertificateKey other) => Edition < other.Edition || Edition == other.Edition && Reissue < other.Reissue;
}

/// <summary>A certificate about something that happened: one for each kind, subject and edition.</summary>
public sealed record Certificate
{
    public required CertificateKey Key { get; init; }
    public required CertificateStatus Status { get; init; }

    /// <summary>When that status began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Why it is no longer in force, for anyone.</summary>
    public Text? Reason { get; init; }

    /// <summary>The same in the words of who decided it, for those who may see the certificate.</summary>
    public string? Remarks { get; init; }

    /// <summary>The instant of the event that it certifies: a repeated message gives the same.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The event that asked for it.</summary>
    public required string EventId { get; init; }

    /// <summary>What it says.</summary>
    public required CertificateContent Content { get; init; }
    public string? Number { get; init; }

    /// <summary>The verification code; with the number it opens the facts to anyone.</summary>
    public string? Code { get; init; }
    public string? Sha256 { get; init; }
    public long? Size { get; init; }

    /// <summary>SHA-256 of the signing certificate.</summary>
    public string? SignedBy { get; init; }

    /// <summary>The day of issue, in China time.</summary>
    public DateOnly IssuedOn => IssuedAt.ChinaDate();
}

/// <summary>History: a certificate is due.</summary>
/// <param name="EventId">The event that asks for it.</param>
/// <param name="Content">What it says.</param>
[WireName("PaperRequested")]
public sealed record CertificateRequested(string EventId, CertificateContent Content);

/// <summary>History: the file is final.</summary>
[WireName("PaperIssued")]
public sealed record CertificateIssued(string Number, string Sha256, long Size, string SignedBy);

/// <summary>History: the certificate is no longer in force.</summary>
[WireName("PaperStatusChanged")]
public sealed record CertificateStatusChanged(CertificateStatus Status, DateTimeOffset Since, Text? Reason, string? Remarks);
