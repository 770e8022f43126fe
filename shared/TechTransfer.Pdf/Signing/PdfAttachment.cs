namespace TechTransfer.Pdf.Signing;

/// <summary>A file to embed together with a signature, which covers it (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8). PDF/A allows this only in
/// part 3.</summary>
/// <param name="Name">File name; must differ from those already embedded.</param>
/// <param name="Content">The file's bytes, stored uncompressed.</param>
/// <param name="MediaType">Media type, as in <c>application/json</c>.</param>
/// <param name="Description">Description for people.</param>
/// <param name="ModifiedAt">The file's modification date.</param>
/// <param name="Relationship">The file's relationship to the document: Data, Source, Alternative, Supplement or Unspecified.</param>
public sealed record PdfAttachment(
    string Name,
    ReadOnlyMemory<byte> Content,
    string MediaType,
    string Description,
    DateTimeOffset ModifiedAt,
    string Relationship = "Data"
);
