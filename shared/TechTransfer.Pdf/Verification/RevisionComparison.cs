using TechTransfer.Pdf.Reading;
using TechTransfer.Pdf.Signing;

namespace TechTransfer.Pdf.Verification;

/// <summary>
/// Compares a file with an earlier, signed revision of itself. Every object that readers can reach from the signed revision must be
/// unchanged, except those that signing must change (catalog, form, pages and their annotations), which may only gain signature fields.
/// This detects both replaced content and objects that were referenced before they existed.
/// </summary>
/// <param name="signed">The signed revision.</param>
/// <param name="current">The file in its current form.</param>
/// <param name="mayBeAdded">Object numbers of the signature fields that may have been added.</param>
/// <param name="mayGainComments">True to allow annotations of any kind to be added to pages.</param>
internal sealed class RevisionComparison(PdfFile signed, PdfFile current, IReadOnlySet<int> mayBeAdded, bool mayGainComments = false)
{
    private readonly HashSet<int> seen = [];
    private readonly Stack<int> open = new();
    private readonly HashSet<int> fieldLists = [];
    private readonly HashSet<int> annotationLists = [];
    private readonly Dictionary<int, PdfObject> changed = [];

    /// <summary>Numbers of the objects that revisions after the signed one add, replace or remove.</summary>
    public static List<int> Touched(PdfFile signed, PdfFile current)
    {
        var touched = new SortedSet<int>();
        foreach (var section in current.Sections.Take(current.Sections.Count - signed.Sections.Count))
        {
            foreach (var number in section.Entries.Keys)
            {
                if (!IsSame(signed, current, number))
                    touched.Add(number);
            }
        }
        return [.. touched];
    }

    /// <summary>True when only the allowed fields were added to the signed content.</summary>
    public bool OnlyGainedFields()
    {
        var (root, catalog) = signed.Catalog();
        if (current.Trailer["Root"] is not PdfReference now || now.Number != root.Number)
            return false;
        if (!IsEqual(signed.Trailer["Info"], current.Trailer["Info"]))
            return false;

        if (signed.Dictionary(catalog["AcroForm"])?["Fields"] is PdfReference fields)
            fieldLists.Add(fields.Number);
        Note(root);
        if (signed.Trailer["Info"] is { } info)
            Note(info);
        while (open.TryPop(out var number))
        {
            var value = signed.Get(number);
            if (!IsSame(signed, current, number))
            {
                if (signed.Find(number) is null)
                    return false;
                changed[number] = value;
            }
            NoteAll(value, number == root.Number);
        }
        return changed.All(c => MayChange(c.Key, c.Value, root.Number));
    }

    /// <summary>True when an object is stored at the same place; for a compressed object, its stream must be at the same place
    /// too.</summary>
    private static bool IsSame(PdfFile signed, PdfFile current, int number)
    {
        var (then, now) = (signed.Find(number), current.Find(number));
        return then == now && (then is not { Kind: EntryKind.InStream } packed || signed.Find(packed.Place) == current.Find(packed.Place));
    }

    private void NoteAll(PdfObject value, bool isCatalog)
    {
        switch (value)
        {
            case PdfReference:
                Note(value);
                break;
            case PdfArray array:
                foreach (var item in array.Items)
                    NoteAll(item, false);
                break;
            case PdfStream stream:
                NoteAll(stream.Dictionary, false);
                break;
            case PdfDictionary dictionary:
                if (IsPage(dictionary) && dictionary["Annots"] is PdfReference annotations)
                    annotationLists.Add(annotations.Number);
                foreach (var (key, entry) in dictionary.Entries)
                {
                    // The document security store (DSS) holds data for verifiers and may grow at any time.
                    if (!(isCatalog && key == "DSS"))
                        NoteAll(entry, false);
                }
                break;
        }
    }

    private void Note(PdfObject value)
    {
        if (value is PdfReference reference && seen.Add(reference.Number))
            open.Push(reference.Number);
    }

    private bool MayChange(int number, PdfObject then, int catalog)
    {
        var now = current.Get(number);
        if (then is PdfArray list && now is PdfArray longer && (fieldLists.Contains(number) || annotationLists.Contains(number)))
            return OnlyGained(list, longer, mayGainComments && annotationLists.Contains(number));
        if (then is not PdfDictionary before || now is not PdfDictionary after)
            return false;
        if (number == catalog)
            return SameBut(before, after, "AcroForm", "DSS") && FormOnlyGained(before, after);
        if (signed.Catalog().Dictionary["AcroForm"] is PdfReference form && form.Number == number)
            return FormOnlyGained(before, after, isForm: true);
        return IsPage(before)
            && SameBut(before, after, "Annots", "Tabs")
            && (IsEqual(before["Tabs"], after["Tabs"]) || before["Tabs"] is null && after["Tabs"] is PdfName { Value: "S" })
            && ListOnlyGained(before["Annots"], after["Annots"], mayGainComments);
    }

    private bool FormOnlyGained(PdfDictionary before, PdfDictionary after, bool isForm = false)
    {
        var then = isForm ? before : signed.Dictionary(before["AcroForm"]) ?? new PdfDictionary();
        var now = isForm ? after : current.Dictionary(after["AcroForm"]) ?? new PdfDictionary();
        return SameBut(then, now, "Fields", "SigFlags") && ListOnlyGained(then["Fields"], now["Fields"]);
    }

    private bool ListOnlyGained(PdfObject? before, PdfObject? after, bool anything = false)
    {
        if (IsEqual(before, after))
            return true;
        var then = signed.Resolve(before) as PdfArray ?? new PdfArray([]);
        return current.Resolve(after) is PdfArray now && OnlyGained(then, now, anything);
    }

    private bool OnlyGained(PdfArray then, PdfArray now, bool anything) =>
        now.Items.Count >= then.Items.Count
        && then.Items.Zip(now.Items).All(pair => IsEqual(pair.First, pair.Second))
        && now.Items.Skip(then.Items.Count).All(item => anything || item is PdfReference added && mayBeAdded.Contains(added.Number));

    private static bool SameBut(PdfDictionary before, PdfDictionary after, params string[] exceptions) =>
        before.Entries.Keys.Union(after.Entries.Keys).Except(exceptions).All(key => IsEqual(before[key], after[key]));

    private static bool IsEqual(PdfObject? one, PdfObject? other) =>
        one is null || other is null ? one == other : ObjectWriter.Text(one) == ObjectWriter.Text(other);

    private static bool IsPage(PdfDictionary dictionary) => dictionary["Type"] is PdfName { Value: "Page" };
}
