using QuestPDF.Pdf.Reading;

namespace QuestPDF.Fluent;

/// <summary>Changes a PDF file that exists. Nothing is read or written before <see cref="Save"/>.</summary>
public sealed class DocumentOperation
{
    private readonly string path;
    private readonly List<Action<ExistingPdf>> changes = [];

    private DocumentOperation(string path) => this.path = path;

    public enum DocumentAttachmentRelationship
    {
        /// <summary>Data that the document shows.</summary>
        Data,

        /// <summary>What the document was made from.</summary>
        Source,

        /// <summary>The same in another form.</summary>
        Alternative,

        /// <summary>In addition to the document.</summary>
        Supplement,

        Unspecified,
    }

    public class DocumentAttachment
    {
        /// <summary>The name of the file without its path unless set.</summary>
        public string? Key { get; set; }

        public string FilePath { get; set; } = "";

        /// <summary>What viewers show and save the file as; the name of the file unless set.</summary>
        public string? AttachmentName { get; set; }

        /// <summary>That of the file unless set.</summary>
        public DateTime? CreationDate { get; set; }

        /// <summary>That of the file unless set.</summary>
        public DateTime? ModificationDate { get; set; }

        public string? MimeType { get; set; }

        public string? Description { get; set; }

        /// <summary>In the stead of an attachment with the same key; otherwise such a key is an error.</summary>
        public bool Replace { get; set; } = true;

        public DocumentAttachmentRelationship? Relationship { get; set; }
    }

    /// <param name="password">Encrypted files are not read by this implementation.</param>
    public static DocumentOperation LoadFile(string filePath, string? password = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        if (password is not null)
            throw new NotSupportedException("Encrypted files are not supported.");
        return new DocumentOperation(filePath);
    }

    /// <summary>Embeds a file. A document that claims PDF/A must be of part 3, which alone allows files of any kind.</summary>
    public DocumentOperation AddAttachment(DocumentAttachment attachment)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        changes.Add(pdf => Attachments.Add(pdf, attachment));
        return this;
    }

    /// <summary>Adds properties to the XMP metadata, inside their rdf:Description.</summary>
    public DocumentOperation ExtendMetadata(string metadata)
    {
        ArgumentException.ThrowIfNullOrEmpty(metadata);
        changes.Add(pdf => StoredMetadata.Extend(pdf, metadata));
        return this;
    }

    public void Save(string filePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        var pdf = new ExistingPdf(File.ReadAllBytes(path));
        foreach (var change in changes)
            change(pdf);
        File.WriteAllBytes(filePath, pdf.Save());
    }
}
