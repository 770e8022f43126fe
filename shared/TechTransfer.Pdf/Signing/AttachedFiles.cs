using TechTransfer.Pdf.Reading;

namespace TechTransfer.Pdf.Signing;

/// <summary>Embeds files in a PDF and lists them in the catalog: in the name tree, which is sorted, and as associated files
/// (<c>/AF</c>).</summary>
internal static class AttachedFiles
{
    private static readonly string[] Relationships = ["Data", "Source", "Alternative", "Supplement", "Unspecified"];

    /// <param name="file">The file before the update.</param>
    /// <param name="update">The update that the new objects go into.</param>
    /// <param name="catalog">A copy of the catalog, which this method changes.</param>
    /// <param name="attachments">The files to embed.</param>
    public static void Add(PdfFile file, IncrementalUpdate update, PdfDictionary catalog, IReadOnlyList<PdfAttachment> attachments)
    {
        var names = file.Dictionary(catalog["Names"])?.Copy() ?? new PdfDictionary();
        var tree = file.Dictionary(names["EmbeddedFiles"])?.Copy() ?? new PdfDictionary();
        if (tree.Entries.ContainsKey("Kids"))
            throw new ArgumentException(
                "The file has so many embedded files that their names form a tree: none can be added.",
                nameof(attachments)
            );
        var associated = new PdfArray([.. (file.Resolve(catalog["AF"]) as PdfArray)?.Items ?? []]);
        var entries = new SortedDictionary<string, (PdfObject Key, PdfObject Value)>(StringComparer.Ordinal);
        var known = (file.Resolve(tree["Names"]) as PdfArray)?.Items ?? [];
        for (var i = 0; i + 1 < known.Count; i += 2)
        {
            if (file.Resolve(known[i]) is PdfString key)
                entries[Convert.ToHexString(key.Value)] = (known[i], known[i + 1]);
        }

        foreach (var attachment in attachments)
        {
            var name = ObjectWriter.TextString(attachment.Name);
            var specification = update.Add(Specification(update, attachment, name));
            if (!entries.TryAdd(Convert.ToHexString(name.Value), (name, specification)))
                throw new ArgumentException($"The file has an embedded file “{attachment.Name}” already.", nameof(attachments));
            associated.Items.Add(specification);
        }

        tree.Entries["Names"] = new PdfArray([.. entries.Values.SelectMany(e => (PdfObject[])[e.Key, e.Value])]);
        names.Entries["EmbeddedFiles"] = tree;
        catalog.Entries["Names"] = names;
        catalog.Entries["AF"] = associated;
    }

    private static PdfDictionary Specification(IncrementalUpdate update, PdfAttachment attachment, PdfString name)
    {
        if (!Relationships.Contains(attachment.Relationship))
            throw new ArgumentException($"“{attachment.Relationship}” is no relationship of a file to a document.", nameof(attachment));
        var parameters = new PdfDictionary();
        parameters.Entries["Size"] = new PdfInteger(attachment.Content.Length);
        parameters.Entries["ModDate"] = ObjectWriter.Date(attachment.ModifiedAt);
        var stream = new PdfDictionary();
        stream.Entries["Type"] = new PdfName("EmbeddedFile");
        stream.Entries["Subtype"] = new PdfName(attachment.MediaType);
        stream.Entries["Params"] = parameters;
        var content = update.AddStream(stream, attachment.Content.Span);

        var files = new PdfDictionary();
        files.Entries["F"] = content;
        files.Entries["UF"] = content;
        var specification = new PdfDictionary();
        specification.Entries["Type"] = new PdfName("Filespec");
        specification.Entries["F"] = name;
        specification.Entries["UF"] = name;
        specification.Entries["Desc"] = ObjectWriter.TextString(attachment.Description);
        specification.Entries["AFRelationship"] = new PdfName(attachment.Relationship);
        specification.Entries["EF"] = files;
        return specification;
    }
}
