namespace TechTransfer.Pdf.Reading;

/// <summary>One section of cross references. The original file has one (two if linearized), and each incremental update adds one.</summary>
/// <param name="Offset">Offset of the section, as in <c>startxref</c> and <c>/Prev</c>.</param>
/// <param name="IsStream">True for a cross-reference stream, false for a table.</param>
/// <param name="Entries">Entries by object number.</param>
/// <param name="Trailer">The section's trailer dictionary.</param>
internal sealed record CrossReferenceSection(int Offset, bool IsStream, Dictionary<int, CrossReference> Entries, PdfDictionary Trailer);
