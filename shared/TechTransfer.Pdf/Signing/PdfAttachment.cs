namespace TechTransfer.Pdf.Signing;

/// <summary>A file that is embedded together with the signature, and covered by it (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8). A PDF/A file
/// has to be of part 3.</summary>
/// <param name="Name">The file's name, which no file embedded before may have.</param>
/// <param name="Content">Its bytes, stored as they are.</param>
/// <param name="MediaType">As in <c>application/json</c>.</param>
/// <param name="Description">For people.</param>
/// <param name="ModifiedAt">The file's date.</param>
/// <param name="Relationship">What it is to the document: Data, Source, Alternative, Supplement or Unspecified.</param>
public sealed record PdfAttachment(
    string Name,
    ReadOnlyMemory<byte> Content,
    string MediaType,
    string Description,
    DateTimeOffset ModifiedAt,
    string Relationship = "Data"
);
