namespace TechTransfer.Pdf.Reading;

/// <summary>One link of the chain of cross references: the original file has one (or two, if linearized), each incremental update adds
/// one.</summary>
/// <param name="Offset">Where it stands, as <c>startxref</c> and <c>/Prev</c> name it.</param>
/// <param name="IsStream">Whether it is a stream rather than a table.</param>
/// <param name="Entries">By object number.</param>
/// <param name="Trailer">The trailer dictionary.</param>
internal sealed record CrossReferenceSection(int Offset, bool IsStream, Dictionary<int, CrossReference> Entries, PdfDictionary Trailer);
