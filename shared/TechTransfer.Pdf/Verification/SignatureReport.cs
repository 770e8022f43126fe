using System.Security.Cryptography.X509Certificates;

namespace TechTransfer.Pdf.Verification;

/// <summary>Result of verifying one signature.</summary>
public sealed record SignatureReport
{
    /// <summary>Full name of the signature's form field.</summary>
    public required string FieldName { get; init; }

    /// <summary>Common name in the signer's certificate; null if no certificate could be read. Reliable only if
    /// <see cref="IsTrusted"/>.</summary>
    public string? Signer { get; init; }

    /// <summary>The signer's certificate; null if none could be read.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Time of signing as claimed by the signer; null if not stated.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>Time in UTC at which a trusted time-stamping authority saw the signature; null without a valid time-stamp.</summary>
    public DateTimeOffset? StampedAt { get; init; }

    /// <summary>The signer's stated reason; null if not stated.</summary>
    public string? Reason { get; init; }

    /// <summary>The signer's stated place; null if not stated.</summary>
    public string? Location { get; init; }

    /// <summary>True when the signed bytes are unchanged and were signed with the certificate's key.</summary>
    public required bool IsIntact { get; init; }

    /// <summary>True when the signer's certificate leads to a trust anchor and was valid at the time of signing.</summary>
    public required bool IsTrusted { get; init; }

    /// <summary>Length of the file when it was signed, in bytes; 0 if unknown.</summary>
    public int SignedLength { get; init; }

    /// <summary>What was added to the file after this signature.</summary>
    public LaterChanges LaterChanges { get; init; }

    /// <summary>Numbers of the objects that later revisions add, replace or remove.</summary>
    public IReadOnlyList<int> TouchedLater { get; init; } = [];

    /// <summary>Everything wrong with the signature; empty if nothing is.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
