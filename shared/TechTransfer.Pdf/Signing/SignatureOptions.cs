using TechTransfer.Pdf.Timestamps;

namespace TechTransfer.Pdf.Signing;

/// <summary>What a signature says besides who made it (ISO 32000-1, table 252).</summary>
public sealed record SignatureOptions
{
    /// <summary>When the signer says to have signed: <c>/M</c>, to the second. It has to lie within the certificate's validity.</summary>
    public required DateTimeOffset ClaimedTime { get; init; }

    /// <summary>Why it was signed; left out if null.</summary>
    public string? Reason { get; init; }

    /// <summary>Where it was signed; left out if null.</summary>
    public string? Location { get; init; }

    /// <summary>The signer's name as readers show it; left out if null, then they take it from the certificate.</summary>
    public string? Name { get; init; }

    /// <summary>The form field's name, which may not be taken yet; null for <c>Signature1</c> or the next number that is free.</summary>
    public string? FieldName { get; init; }

    /// <summary>A picture on a page; null for a signature that is not seen.</summary>
    public VisibleSeal? Seal { get; init; }

    /// <summary>Files to embed in the same revision, so that the signature covers them.</summary>
    public IReadOnlyList<PdfAttachment> Attachments { get; init; } = [];

    /// <summary>Room kept for the signature, in bytes (the file grows by twice as many); null for as much as the certificates ask
    /// for.</summary>
    public int? PlaceholderBytes { get; init; }

    /// <summary>Who stamps the time; null for no time-stamp. Only <see cref="PdfSigner.SignAsync"/> takes one.</summary>
    public ITimestampClient? Timestamps { get; init; }

    /// <summary>Whether the file is signed without a time-stamp when none can be had; otherwise that is a <see
    /// cref="TimestampException"/>.</summary>
    public bool UnstampedIfTimestampFails { get; init; }
}
