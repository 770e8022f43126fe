using QuestPDF.Fluent;

namespace QuestPDF.Pdf.Reading;

/// <summary>Embeds files in an existing PDF (ISO 32000-1, 7.11; ISO 19005-3, 6.8 and annex E).</summary>
internal static class Attachments
{
    public static void Add(ExistingPdf pdf, DocumentOperation.DocumentAttachment attachment)
    {
        if (StoredMetadata.PdfAPart(pdf) is "1" or "2" or "4")
        {
            throw new InvalidOperationException(
                "Only part 3 of PDF/A allows attachments of any kind: generate the document with PDFA_3B, PDFA_3U or PDFA_3A."
            );
        }

        var content = File.ReadAllBytes(attachment.FilePath);
        var name = attachment.AttachmentName ?? Path.GetFileName(attachment.FilePath);
        var created = Date(attachment.CreationDate ?? File.GetCreationTime(attachment.FilePath));
        var modified = Date(attachment.ModificationDate ?? File.GetLastWriteTime(attachment.FilePath));
        var file = pdf.AddStream(
            $"/Type /EmbeddedFile /Subtype {Name(attachment.MimeType ?? "application/octet-stream")} "
                + $"/Params << /Size {content.Length} /CreationDate {created} /ModDate {modified} >>",
            content
        );
        var description = string.IsNullOrEmpty(attachment.Description) ? "" : $" /Desc {PdfText.Unicode(attachment.Description)}";
        var specification = pdf.Add(
            $"<< /Type /Filespec /F {PdfText.Unicode(name)} /UF {PdfText.Unicode(name)}{description} "
                + $"/AFRelationship /{attachment.Relationship ?? DocumentOperation.DocumentAttachmentRelationship.Unspecified} /EF << /F {file} /UF {file} >> >>"
        );

        var associated = pdf.Resolve(pdf.Catalog["/AF"]) as PdfArray ?? new PdfArray([]);
        List(pdf, attachment, specification, associated);
        associated.Items.Add(specification);
        pdf.Catalog["/AF"] = associated;
    }

    /// <summary>Adds the file to the name tree of embedded files, which must be sorted.</summary>
    private static void List(
        ExistingPdf pdf,
        DocumentOperation.DocumentAttachment attachment,
        PdfReference specification,
        PdfArray associated
    )
    {
        var names = pdf.Resolve(pdf.Catalog["/Names"]) as PdfDictionary ?? new PdfDictionary();
        var tree = pdf.Resolve(names["/EmbeddedFiles"]) as PdfDictionary ?? new PdfDictionary();
        if (tree["/Kids"] is not null)
            throw new NotSupportedException("The file has so many attachments that their names form a tree.");

        var entries = new SortedDictionary<string, object>(StringComparer.Ordinal);
        if (pdf.Resolve(tree["/Names"]) is PdfArray { Items: var known })
        {
            for (var i = 0; i + 1 < known.Count; i += 2)
                entries[known[i].ToString()!] = known[i + 1];
        }

        var key = attachment.Key ?? Path.GetFileName(attachment.FilePath);
        var spelling = PdfText.Unicode(key);
        if (entries.TryGetValue(spelling, out var replaced))
        {
            if (!attachment.Replace)
                throw new InvalidOperationException($"The document has an attachment with the key {key} already.");
            associated.Items.RemoveAll(replaced.Equals);
            Remove(pdf, replaced);
        }
        entries[spelling] = specification;

        tree["/Names"] = new PdfArray(entries.SelectMany(e => new[] { new PdfAtom(e.Key), e.Value }));
        names["/EmbeddedFiles"] = tree;
        pdf.Catalog["/Names"] = names;
    }

    private static void Remove(ExistingPdf pdf, object specification)
    {
        if (
            pdf.Resolve(specification) is PdfDictionary old
            && pdf.Resolve(old["/EF"]) is PdfDictionary { } files
            && files["/F"] is PdfReference content
        )
            pdf.Remove(content);
        if (specification is PdfReference reference)
            pdf.Remove(reference);
    }

    private static string Date(DateTime time) =>
        PdfText.Date(
            time.Kind == DateTimeKind.Utc ? new DateTimeOffset(time) : new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Local))
        );

    /// <summary>A PDF name; other than plain characters are escaped as in #2F.</summary>
    private static string Name(string text) =>
        "/"
        + string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '+' or '_' ? $"{c}" : $"#{(int)c & 0xFF:X2}"));
}
