namespace TechTransfer.Pdf.Reading;

/// <summary>Why a file could not be read (ISO 32000-1, 7.5).</summary>
public enum PdfProblem
{
    /// <summary>It does not begin with <c>%PDF-</c>.</summary>
    NotPdf,

    /// <summary>It is encrypted: neither signed nor verified here.</summary>
    Encrypted,

    /// <summary>Its cross references or the objects they lead to are damaged, or of a kind that this library does not read.</summary>
    Broken,

    /// <summary>It is larger, deeper or more tangled than the limits allow (a decompression bomb, say).</summary>
    TooComplex,

    /// <summary>It is certified so that nothing may be added (DocMDP, P 1), hence no signature either.</summary>
    Locked,
}
