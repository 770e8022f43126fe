using System.Globalization;
using TechTransfer.Pdf.Reading;

namespace TechTransfer.Pdf.Signing;

/// <summary>Adds the form field of a signature (ISO 32000-1, 12.7.4.5), merged with its widget, and the references to it from page and
/// form.</summary>
internal static class SignatureField
{
    /// <summary>Annotation flags Print and Locked: PDF/A requires Print and forbids the flags that hide (ISO 19005-2, 6.3.2).</summary>
    private const int Flags = 4 + 128;

    /// <summary>SigFlags: the document has signatures, and it may only be changed by appending.</summary>
    private const int SignatureFlags = 3;

    public static void Add(PdfFile file, IncrementalUpdate update, PdfReference signature, SignatureOptions options)
    {
        var (catalogReference, catalog) = file.Catalog();
        RefuseLocked(file, catalog);
        var form = file.Dictionary(catalog["AcroForm"]);
        var fields = file.Resolve(form?["Fields"]) as PdfArray;
        var name = FreeName(file, fields, options.FieldName);
        var page = PageTree.Find(file, options.Seal?.Page ?? 1);

        var field = update.Add(Field(update, signature, page.Reference, name, options));
        AddToPage(file, update, page.Reference, page.Dictionary, field, catalog.Entries.ContainsKey("StructTreeRoot"));
        var changed = catalog.Copy();
        if (options.Attachments.Count > 0)
            AttachedFiles.Add(file, update, changed, options.Attachments);
        AddToForm(update, changed, form, fields, field);
        if (options.Attachments.Count > 0 || form is null || catalog["AcroForm"] is not PdfReference)
            update.Set(catalogReference, changed);
    }

    private static PdfDictionary Field(
        IncrementalUpdate update,
        PdfReference signature,
        PdfReference page,
        string name,
        SignatureOptions options
    )
    {
        var field = new PdfDictionary();
        field.Entries["Type"] = new PdfName("Annot");
        field.Entries["Subtype"] = new PdfName("Widget");
        field.Entries["FT"] = new PdfName("Sig");
        field.Entries["T"] = ObjectWriter.TextString(name);
        field.Entries["TU"] = ObjectWriter.TextString(options.Name ?? name);
        field.Entries["F"] = new PdfInteger(Flags);
        field.Entries["P"] = page;
        field.Entries["V"] = signature;
        if (options.Seal is not { } seal)
        {
            // An empty rectangle makes the signature invisible, and PDF/A then requires no appearance.
            field.Entries["Rect"] = new PdfArray([new PdfInteger(0), new PdfInteger(0), new PdfInteger(0), new PdfInteger(0)]);
            return field;
        }
        if (!(seal.Width > 0 && seal.Height > 0))
            throw new ArgumentException("The seal's rectangle has no area.", nameof(options));
        field.Entries["Rect"] = new PdfArray([
            Number(seal.Left),
            Number(seal.Bottom),
            Number(seal.Left + seal.Width),
            Number(seal.Bottom + seal.Height),
        ]);
        var appearance = new PdfDictionary();
        appearance.Entries["N"] = Appearance(update, seal);
        field.Entries["AP"] = appearance;
        return field;
    }

    private static PdfReference Appearance(IncrementalUpdate update, VisibleSeal seal)
    {
        var images = new PdfDictionary();
        images.Entries["Seal"] = seal.Image.Write(update);
        var resources = new PdfDictionary();
        resources.Entries["XObject"] = images;
        var form = new PdfDictionary();
        form.Entries["Type"] = new PdfName("XObject");
        form.Entries["Subtype"] = new PdfName("Form");
        form.Entries["BBox"] = new PdfArray([Number(0), Number(0), Number(seal.Width), Number(seal.Height)]);
        form.Entries["Resources"] = resources;
        var (width, height) = (Number(seal.Width).Text, Number(seal.Height).Text);
        return update.AddStream(form, System.Text.Encoding.ASCII.GetBytes($"q {width} 0 0 {height} 0 0 cm /Seal Do Q"));
    }

    private static void AddToPage(
        PdfFile file,
        IncrementalUpdate update,
        PdfReference reference,
        PdfDictionary page,
        PdfReference field,
        bool isTagged
    )
    {
        var annotations = page["Annots"];
        var added = new PdfArray([.. (file.Resolve(annotations) as PdfArray)?.Items ?? [], field]);
        // PDF/UA requires tagged pages with annotations to state a tab order (ISO 14289-1, 7.18.3).
        var needsOrder = isTagged && !page.Entries.ContainsKey("Tabs");
        if (annotations is PdfReference own)
            update.Set(own, added);
        if (annotations is PdfReference && !needsOrder)
            return;

        var changed = page.Copy();
        if (annotations is not PdfReference)
            changed.Entries["Annots"] = added;
        if (needsOrder)
            changed.Entries["Tabs"] = new PdfName("S");
        update.Set(reference, changed);
    }

    private static void AddToForm(
        IncrementalUpdate update,
        PdfDictionary catalog,
        PdfDictionary? form,
        PdfArray? fields,
        PdfReference field
    )
    {
        var changed = form?.Copy() ?? new PdfDictionary();
        var added = new PdfArray([.. fields?.Items ?? [], field]);
        if (fields is not null && form!["Fields"] is PdfReference own)
            update.Set(own, added);
        else
            changed.Entries["Fields"] = added;
        changed.Entries["SigFlags"] = new PdfInteger(SignatureFlags | (form?["SigFlags"] is PdfInteger flags ? flags.Value : 0));

        if (form is not null && catalog["AcroForm"] is PdfReference reference)
            update.Set(reference, changed);
        else
            catalog.Entries["AcroForm"] = changed;
    }

    private static string FreeName(PdfFile file, PdfArray? fields, string? wanted)
    {
        var taken = new HashSet<string>();
        foreach (var item in fields?.Items ?? [])
        {
            if (file.Dictionary(item)?["T"] is PdfString name)
                taken.Add(Convert.ToHexString(name.Value));
        }
        if (wanted is not null)
            return IsFree(wanted) ? wanted : throw new ArgumentException($"The file has a field “{wanted}” already.", nameof(wanted));
        var number = 1;
        while (!IsFree(Name()))
            number++;
        return Name();

        string Name() => string.Create(CultureInfo.InvariantCulture, $"Signature{number}");

        bool IsFree(string name) => !taken.Contains(Convert.ToHexString(ObjectWriter.TextString(name).Value));
    }

    private static void RefuseLocked(PdfFile file, PdfDictionary catalog)
    {
        if (
            file.Dictionary(file.Dictionary(catalog["Perms"])?["DocMDP"]) is not { } certification
            || file.Resolve(certification["Reference"]) is not PdfArray references
        )
            return;
        foreach (var reference in references.Items)
        {
            if (file.Dictionary(file.Dictionary(reference)?["TransformParams"])?["P"] is PdfInteger { Value: 1 })
            {
                throw new PdfException(PdfProblem.Locked, "The file is certified so that nothing may be added.");
            }
        }
    }

    private static PdfReal Number(double value) => ObjectWriter.Number(value);
}
