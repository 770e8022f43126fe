using System.Globalization;

namespace TechTransfer.Certificates.Issuing;

public enum CertificateStatus
{
    /// <summary>Has no number and no file yet.</summary>
    Requested,

    /// <summary>Issued and in force; its file never changes.</summary>
    Valid,

    /// <summary>Replaced by a newer edition or a re-issue.</summary>
    Superseded,

    /// <summary>What the certificate certifies was cancelled (注销), was lifted, or has expired.</summary>
    Cancelled,

    /// <summary>What the certificate certifies was revoked (撤销) or taken back (收回).</summary>
    Revoked,

    /// <summary>
    /// Not made, because it would show characters that none of our fonts has. Retried until new fonts have these characters or a newer
    /// edition of the subject replaces the certificate.
    /// </summary>
    Halted,
}

/// <param name="Kind">Name of the kind, one of <see cref="Kinds.CertificateKinds"/>.</param>
/// <param name="Subject">Id of what the certificate is about: a contract, claim, grant …</param>
/// <param name="Edition">Counts from 1 as the subject changes; a later edition replaces an earlier one.</param>
/// <param name="Part">Tells apart several certificates of one kind that one event requires, such as one for each person; null when there is
/// only one.</param>
/// <param name="Reissue">0 for the first issue of an edition; each re-issue of the same content adds 1.</param>
public sealed record CertificateKey(string Kind, string Subject, int Edition, string? Part = null, int Reissue = 0)
{
    /// <summary>Key shared by all editions and re-issues of a certificate, which replace each other.</summary>
    public string Thread => Part is null ? $"{Kind}.{Subject}" : $"{Kind}.{Subject}.{Part}";

    /// <summary>Aggregate id: the thread, the edition and, from the first re-issue on, the number of the re-issue.</summary>
    public string Id =>
        Reissue == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Thread}.{Edition}")
            : string.Create(CultureInfo.InvariantCulture, $"{Thread}.{Edition}.r{Reissue}");

    public bool IsBefore(CertificateKey other) => Edition < other.Edition || Edition == other.Edition && Reissue < other.Reissue;
}

public sealed record Certificate
{
    public required CertificateKey Key { get; init; }
    public required CertificateStatus Status { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Why the certificate is no longer in force or cannot be made; anyone may read it.</summary>
    public Text? Reason { get; init; }

    /// <summary>The reason as the deciding person wrote it, shown only to those who may see the certificate.</summary>
    public string? Remarks { get; init; }

    /// <summary>Instant of the certified event, so that a repeated message gives the same value.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    public required string EventId { get; init; }

    public required CertificateContent Content { get; init; }
    public string? Number { get; init; }

    /// <summary>With the number and this verification code, anyone can see the certified facts.</summary>
    public string? Code { get; init; }
    public string? Sha256 { get; init; }
    public long? Size { get; init; }

    /// <summary>SHA-256 of the X.509 certificate that signed the file, lower-case hex.</summary>
    public string? SignedBy { get; init; }

    public DateOnly IssuedOn => IssuedAt.ChinaDate();
}

[WireName("PaperRequested")]
public sealed record CertificateRequested(string EventId, CertificateContent Content);

/// <summary>History entry: no font has some of the characters that the certificate must show.</summary>
[WireName("PaperHalted")]
public sealed record CertificateHalted(Text Reason);

/// <summary>History entry written once the signed file is stored.</summary>
[WireName("PaperIssued")]
public sealed record CertificateIssued(string Number, string Sha256, long Size, string SignedBy);

[WireName("PaperStatusChanged")]
public sealed record CertificateStatusChanged(CertificateStatus Status, DateTimeOffset Since, Text? Reason, string? Remarks);
