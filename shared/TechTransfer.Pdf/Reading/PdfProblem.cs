namespace TechTransfer.Pdf.Reading;

/// <summary>Why a file cannot be read or signed (ISO 32000-1, 7.5).</summary>
public enum PdfProblem
{
    /// <summary>The file does not begin with <c>%PDF-</c>.</summary>
    NotPdf,

    /// <summary>The file is encrypted, which this library does not support.</summary>
    Encrypted,

    /// <summary>Cross references or objects are damaged, or of a kind that this library does not support.</summary>
    Broken,

    /// <summary>The file exceeds a limit on size, nesting or work, such as a decompression bomb.</summary>
    TooComplex,

    /// <summary>The file is certified in a way that forbids any change (DocMDP, P 1), including another signature.</summary>
    Locked,
}
