using System.Security.Cryptography.X509Certificates;

namespace TechTransfer.Pdf.Verification;

/// <summary>Everything that verification found out about one signature. Texts come from the file and are trustworthy only if the
/// signature is.</summary>
public sealed record SignatureReport
{
    /// <summary>Full name of the signature's form field, including the names of its parents.</summary>
    public required string FieldName { get; init; }

    /// <summary>Common name in the signer's certificate; null if no certificate could be read. Reliable only if
    /// <see cref="IsTrusted"/>.</summary>
    public string? Signer { get; init; }

    /// <summary>The signer's certificate; <see cref="IsTrusted"/> shows whether it leads to a trust anchor. Null if none could be
    /// read.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Time of signing by the signer's own clock, so it proves nothing; null if not stated.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>Time in UTC at which a trusted time-stamping authority saw the signature; null without a valid time-stamp.</summary>
    public DateTimeOffset? StampedAt { get; init; }

    /// <summary>Reason for signing from the signature dictionary; null if not stated.</summary>
    public string? Reason { get; init; }

    /// <summary>Place of signing from the signature dictionary; null if not stated.</summary>
    public string? Location { get; init; }

    /// <summary>True when the signed bytes are unchanged and were signed with the certificate's key.</summary>
    public required bool IsIntact { get; init; }

    /// <summary>True when the signer's certificate leads to a trust anchor and was valid at the time of signing.</summary>
    public required bool IsTrusted { get; init; }

    /// <summary>Length of the file when it was signed, in bytes; 0 if unknown.</summary>
    public int SignedLength { get; init; }

    /// <summary>What revisions after the signature changed; <c>None</c> unless the file continues after the signed bytes.</summary>
    public LaterChanges LaterChanges { get; init; }

    /// <summary>Numbers of the objects that revisions after the signature touched, for diagnosis; empty if there are none.</summary>
    public IReadOnlyList<int> TouchedLater { get; init; } = [];

    /// <summary>Faults of this signature; empty if there are none. Some faults leave the signature intact.</summary>
    public IReadOnlyList<SignatureFault> Findings { get; init; } = [];
}
