using TechTransfer.Pdf.Timestamps;

namespace TechTransfer.Pdf.Signing;

/// <summary>What a signature states besides its signer (ISO 32000-1, table 252), and how it is made.</summary>
public sealed record SignatureOptions
{
    /// <summary>Time of signing as claimed by the signer (<c>/M</c>), to the second. Must be within the certificate's validity.</summary>
    public required DateTimeOffset ClaimedTime { get; init; }

    /// <summary>Reason for signing; null to omit it.</summary>
    public string? Reason { get; init; }

    /// <summary>Place of signing; null to omit it.</summary>
    public string? Location { get; init; }

    /// <summary>The signer's name for display; null to let readers take it from the certificate.</summary>
    public string? Name { get; init; }

    /// <summary>Name of the form field, which must be unused; null for <c>Signature1</c> or the next free number.</summary>
    public string? FieldName { get; init; }

    /// <summary>A picture to show on a page; null for an invisible signature.</summary>
    public VisibleSeal? Seal { get; init; }

    /// <summary>Files to embed in the same revision, so that the signature covers them.</summary>
    public IReadOnlyList<PdfAttachment> Attachments { get; init; } = [];

    /// <summary>Bytes reserved for the signature (the file grows by twice as many); null to estimate them from the certificates.</summary>
    public int? PlaceholderBytes { get; init; }

    /// <summary>Time-stamping authority; null for no time-stamp. Allowed in <see cref="PdfSigner.SignAsync"/> only.</summary>
    public ITimestampClient? Timestamps { get; init; }

    /// <summary>True to sign without a time-stamp when none can be obtained; false to throw <see cref="TimestampException"/>.</summary>
    public bool UnstampedIfTimestampFails { get; init; }
}
