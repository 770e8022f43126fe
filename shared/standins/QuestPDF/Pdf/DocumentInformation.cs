using System.Globalization;
using System.Text;
using System.Xml;
using QuestPDF.Infrastructure;

namespace QuestPDF.Pdf;

/// <summary>Writes the document's metadata in both forms that PDF has: information dictionary and XMP packet.</summary>
internal static class DocumentInformation
{
    public static string Dictionary(DocumentMetadata metadata)
    {
        var entries = new StringBuilder("<<");
        Append("Title", metadata.Title);
        Append("Author", metadata.Author);
        Append("Subject", metadata.Subject);
        Append("Keywords", metadata.Keywords);
        Append("Creator", metadata.Creator);
        Append("Producer", metadata.Producer);
        return entries
            .Append($" /CreationDate {PdfText.Date(metadata.CreationDate)} /ModDate {PdfText.Date(metadata.ModifiedDate)} >>")
            .ToString();

        void Append(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                entries.Append($" /{key} {PdfText.Unicode(value)}");
        }
    }

    public static string XmpPacket(DocumentMetadata metadata, DocumentSettings settings)
    {
        const string rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
        const string dc = "http://purl.org/dc/elements/1.1/";
        const string pdf = "http://ns.adobe.com/pdf/1.3/";
        const string xmp = "http://ns.adobe.com/xap/1.0/";
        const string pdfaid = "http://www.aiim.org/pdfa/ns/id/";
        const string pdfuaid = "http://www.aiim.org/pdfua/ns/id/";

        var packet = new StringBuilder("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
        using (
            var xml = XmlWriter.Create(
                packet,
                new XmlWriterSettings
                {
                    OmitXmlDeclaration = true,
                    Indent = true,
                    NewLineChars = "\n",
                    ConformanceLevel = ConformanceLevel.Fragment,
                }
            )
        )
        {
            xml.WriteStartElement("x", "xmpmeta", "adobe:ns:meta/");
            xml.WriteStartElement("rdf", "RDF", rdf);
            xml.WriteStartElement("rdf", "Description", rdf);
            xml.WriteAttributeString("rdf", "about", rdf, "");

            xml.WriteElementString("dc", "format", dc, "application/pdf");
            WriteList("title", "Alt", metadata.Title);
            WriteList("creator", "Seq", metadata.Author);
            WriteList("description", "Alt", metadata.Subject);
            WriteList("language", "Bag", metadata.Language);
            Write("pdf", "Keywords", pdf, metadata.Keywords);
            Write("pdf", "Producer", pdf, metadata.Producer);
            Write("xmp", "CreatorTool", xmp, metadata.Creator);
            Write("xmp", "CreateDate", xmp, Date(metadata.CreationDate));
            Write("xmp", "ModifyDate", xmp, Date(metadata.ModifiedDate));
            Write("xmp", "MetadataDate", xmp, Date(metadata.ModifiedDate));
            if (ConformanceClaim.PdfA(settings) is var (part, level))
            {
                Write("pdfaid", "part", pdfaid, part);
                Write("pdfaid", "conformance", pdfaid, level);
            }
            if (ConformanceClaim.IsPdfUa(settings))
            {
                Write("pdfuaid", "part", pdfuaid, "1");
                if (settings.PDFA_Conformance != PDFA_Conformance.None)
                    WriteSchema("PDF/UA identification", "pdfuaid", pdfuaid, "part", "Integer", "Part of ISO 14289");
            }

            void Write(string prefix, string name, string space, string? value)
            {
                if (!string.IsNullOrEmpty(value))
                    xml.WriteElementString(prefix, name, space, value);
            }

            // PDF/A requires a description, within the packet, of properties that it does not define.
            void WriteSchema(string name, string prefix, string space, string property, string type, string description)
            {
                const string extension = "http://www.aiim.org/pdfa/ns/extension/";
                const string schema = "http://www.aiim.org/pdfa/ns/schema#";
                const string field = "http://www.aiim.org/pdfa/ns/property#";
                xml.WriteStartElement("pdfaExtension", "schemas", extension);
                xml.WriteStartElement("rdf", "Bag", rdf);
                BeginResource();
                xml.WriteElementString("pdfaSchema", "schema", schema, name);
                xml.WriteElementString("pdfaSchema", "namespaceURI", schema, space);
                xml.WriteElementString("pdfaSchema", "prefix", schema, prefix);
                xml.WriteStartElement("pdfaSchema", "property", schema);
                xml.WriteStartElement("rdf", "Seq", rdf);
                BeginResource();
                xml.WriteElementString("pdfaProperty", "name", field, property);
                xml.WriteElementString("pdfaProperty", "valueType", field, type);
                xml.WriteElementString("pdfaProperty", "category", field, "internal");
                xml.WriteElementString("pdfaProperty", "description", field, description);
                for (var depth = 0; depth < 6; depth++)
                    xml.WriteEndElement();

                void BeginResource()
                {
                    xml.WriteStartElement("rdf", "li", rdf);
                    xml.WriteAttributeString("rdf", "parseType", rdf, "Resource");
                }
            }

            void WriteList(string name, string kind, string? value)
            {
                if (string.IsNullOrEmpty(value))
                    return;
                xml.WriteStartElement("dc", name, dc);
                xml.WriteStartElement("rdf", kind, rdf);
                xml.WriteStartElement("rdf", "li", rdf);
                if (kind == "Alt")
                    xml.WriteAttributeString("xml", "lang", null, "x-default");
                xml.WriteString(value);
                xml.WriteEndElement();
                xml.WriteEndElement();
                xml.WriteEndElement();
            }
        }
        return packet.Append("\n<?xpacket end=\"w\"?>").ToString();
    }

    private static string Date(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
