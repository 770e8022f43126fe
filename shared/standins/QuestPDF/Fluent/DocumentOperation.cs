using QuestPDF.Pdf.Reading;

namespace QuestPDF.Fluent;

/// <summary>Changes an existing PDF file. The file is read, changed and written only by <see cref="Save"/>.</summary>
public sealed class DocumentOperation
{
    private readonly string path;
    private readonly List<Action<ExistingPdf>> changes = [];

    private DocumentOperation(string path) => this.path = path;

    public enum DocumentAttachmentRelationship
    {
        Data,

        /// <summary>The source that the document was made from.</summary>
        Source,

        /// <summary>The document's content in another format.</summary>
        Alternative,

        Supplement,

        Unspecified,
    }

    public class DocumentAttachment
    {
        /// <summary>Key of the attachment in the file; null for the file name without its path.</summary>
        public string? Key { get; set; }

        public string FilePath { get; set; } = "";

        /// <summary>File name that viewers show; null for the name of the attached file.</summary>
        public string? AttachmentName { get; set; }

        /// <summary>Creation date of the attachment; null to use that of the attached file.</summary>
        public DateTime? CreationDate { get; set; }

        /// <summary>Modification date of the attachment; null to use that of the attached file.</summary>
        public DateTime? ModificationDate { get; set; }

        public string? MimeType { get; set; }

        public string? Description { get; set; }

        /// <summary>True to replace an attachment with the same key; false to throw when there is one.</summary>
        public bool Replace { get; set; } = true;

        public DocumentAttachmentRelationship? Relationship { get; set; }
    }

    /// <param name="password">Must be null, since encrypted files are not supported.</param>
    public static DocumentOperation LoadFile(string filePath, string? password = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(filePath);
        if (password is not null)
            throw new NotSupportedException("Encrypted files are not supported.");
        return new DocumentOperation(filePath);
    }

    /// <summary>Embeds a file. If the document claims PDF/A, it must be part 3, the only part that allows files of any kind.</summary>
    public DocumentOperation AddAttachment(DocumentAttachment attachment)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        changes.Add(pdf => Attachments.Add(pdf, attachment));
        return this;
    }

    /// <summary>Adds properties, as XML, to the <c>rdf:Description</c> element of the XMP metadata.</summary>
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
