using System.Text;
using TechTransfer.Pdf.Reading;

namespace TechTransfer.Pdf.Verification;

/// <summary>A form field that contains a signature.</summary>
/// <param name="Field">Object number of the field; 0 if it is not an indirect object.</param>
/// <param name="Name">Full name, including the names of its parents.</param>
/// <param name="Value">The field's <c>/V</c>, before references are resolved.</param>
internal sealed record SignatureFieldEntry(int Field, string Name, PdfObject Value);

/// <summary>Finds the signature fields in a file's form (ISO 32000-1, 12.7.3).</summary>
internal static class SignatureFields
{
    public const int Most = 16;

    public static List<SignatureFieldEntry> Of(PdfFile file)
    {
        var found = new List<SignatureFieldEntry>();
        if (file.Dictionary(file.Catalog().Dictionary["AcroForm"]) is not { } form || file.Resolve(form["Fields"]) is not PdfArray fields)
            return found;
        var seen = new HashSet<int>();
        foreach (var field in fields.Items)
            Walk(file, field, "", null, null, seen, found, 0);
        return found;
    }

    private static void Walk(
        PdfFile file,
        PdfObject node,
        string prefix,
        PdfObject? kind,
        PdfObject? value,
        HashSet<int> seen,
        List<SignatureFieldEntry> found,
        int depth
    )
    {
        if (depth > ReadingBudget.MaxDepth)
            throw PdfException.TooComplex("The file's form fields are nested too deeply.");
        var number = node is PdfReference reference ? reference.Number : 0;
        if (number != 0 && !seen.Add(number))
            return;
        if (file.Dictionary(node) is not { } field)
            return;

        var name = field["T"] is PdfString own
            ? prefix.Length == 0
                ? Text(own)
                : $"{prefix}.{Text(own)}"
            : prefix;
        kind = file.Resolve(field["FT"]) ?? kind;
        value = field["V"] ?? value;
        if (
            file.Resolve(field["Kids"]) is PdfArray kids
            && kids.Items.Any(k => file.Dictionary(k) is { } kid && kid.Entries.ContainsKey("T"))
        )
        {
            foreach (var kid in kids.Items)
                Walk(file, kid, name, kind, value, seen, found, depth + 1);
            return;
        }
        if (kind is not PdfName { Value: "Sig" } || file.Dictionary(value) is null)
            return;
        if (found.Count == Most)
            throw PdfException.TooComplex($"The file has more than {Most} signatures.");
        found.Add(new(number, name, value!));
    }

    /// <summary>Decodes a PDF text string: UTF-16 or UTF-8 with a byte order mark, otherwise Latin-1.</summary>
    public static string Text(PdfString value) =>
        value.Value switch
        {
            [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
            [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
            var bytes => Encoding.Latin1.GetString(bytes),
        };
}
