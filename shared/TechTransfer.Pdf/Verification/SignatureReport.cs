using System.Security.Cryptography.X509Certificates;

namespace TechTransfer.Pdf.Verification;

/// <summary>One signature of a file.</summary>
public sealed record SignatureReport
{
    /// <summary>The form field's name.</summary>
    public required string FieldName { get; init; }

    /// <summary>The signer as the certificate names it (common name), or null if no certificate could be read. Only to be believed if <see
    /// cref="IsTrusted"/>.</summary>
    public string? Signer { get; init; }

    /// <summary>The signer's certificate.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>When the signer says to have signed.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>When a trusted time-stamping authority saw the signature, in UTC.</summary>
    public DateTimeOffset? StampedAt { get; init; }

    /// <summary>The stated reason.</summary>
    public string? Reason { get; init; }

    /// <summary>The stated place.</summary>
    public string? Location { get; init; }

    /// <summary>Whether the bytes that were signed are still the same, and were signed with the certificate's key.</summary>
    public required bool IsIntact { get; init; }

    /// <summary>Whether a trust anchor vouches for the signer, at the time of the signature.</summary>
    public required bool IsTrusted { get; init; }

    /// <summary>The length of the file when it was signed, in bytes.</summary>
    public int SignedLength { get; init; }

    /// <summary>What came after it.</summary>
    public LaterChanges LaterChanges { get; init; }

    /// <summary>The numbers of the objects that later revisions add, replace or remove.</summary>
    public IReadOnlyList<int> TouchedLater { get; init; } = [];

    /// <summary>All that speaks against it; empty if nothing does.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
