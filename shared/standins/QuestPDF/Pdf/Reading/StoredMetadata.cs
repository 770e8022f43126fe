using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace QuestPDF.Pdf.Reading;

internal static class StoredMetadata
{
    private const string EndOfProperties = "</rdf:Description>";

    private static readonly XNamespace PdfaId = "http://www.aiim.org/pdfa/ns/id/";

    /// <summary>The part of PDF/A that the file claims, as in <c>3</c>; null if none.</summary>
    public static string? PdfAPart(ExistingPdf pdf)
    {
        if (pdf.Catalog["/Metadata"] is not PdfReference reference)
            return null;
        var packet = Packet(pdf, reference);
        return packet
            .Descendants(PdfaId + "part")
            .Select(e => e.Value)
            .Concat(packet.Descendants().Attributes(PdfaId + "part").Select(a => a.Value))
            .FirstOrDefault();
    }

    public static void Extend(ExistingPdf pdf, string properties)
    {
        if (pdf.Catalog["/Metadata"] is not PdfReference reference)
            throw new InvalidDataException("The PDF file has no XMP metadata to extend.");
        var text = Encoding.UTF8.GetString(pdf.StreamOf(reference));
        var end = text.IndexOf(EndOfProperties, StringComparison.Ordinal);
        if (end < 0)
            throw new InvalidDataException("The XMP metadata of the PDF file have no rdf:Description.");

        var extended = text.Insert(end, properties);
        try
        {
            XDocument.Parse(extended);
        }
        catch (XmlException e)
        {
            throw new ArgumentException($"The properties are no well-formed part of XMP metadata: {e.Message}", nameof(properties), e);
        }
        pdf.SetRawStream(reference.Number, "/Type /Metadata /Subtype /XML", Encoding.UTF8.GetBytes(extended));
    }

    private static XDocument Packet(ExistingPdf pdf, PdfReference reference) =>
        XDocument.Parse(Encoding.UTF8.GetString(pdf.StreamOf(reference)));
}
