using System.Buffers.Binary;
using System.Text;

namespace QuestPDF.Fonts;

/// <summary>Names of a font from its Windows name records, in all languages.</summary>
internal sealed class NameTable
{
    private const int Windows = 3;
    private const int Family = 1;
    private const int PostScript = 6;
    private const int TypographicFamily = 16;

    public NameTable(byte[] data, int table)
    {
        var count = BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(table + 2));
        var storage = table + BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(table + 4));
        var typographic = new List<string>();
        var families = new List<string>();
        string? postScript = null;
        for (var i = 0; i < count; i++)
        {
            var entry = data.AsSpan(table + 6 + 12 * i, 12);
            if (BinaryPrimitives.ReadUInt16BigEndian(entry) != Windows)
                continue;

            var text = Encoding.BigEndianUnicode.GetString(
                data,
                storage + BinaryPrimitives.ReadUInt16BigEndian(entry[10..]),
                BinaryPrimitives.ReadUInt16BigEndian(entry[8..])
            );
            switch (BinaryPrimitives.ReadUInt16BigEndian(entry[6..]))
            {
                case Family:
                    families.Add(text);
                    break;
                case TypographicFamily:
                    typographic.Add(text);
                    break;
                case PostScript:
                    postScript ??= text;
                    break;
            }
        }
        Families = [.. typographic.Concat(families).Distinct(StringComparer.OrdinalIgnoreCase)];

        // The name becomes a PDF name object, so only characters that need no escape are kept.
        var plain = string.Concat(
            (postScript ?? (Families.Count > 0 ? Families[0] : "Font")).Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        );
        PostScriptName = plain.Length > 0 ? plain[..Math.Min(plain.Length, 63)] : "Font";
    }

    public IReadOnlyList<string> Families { get; }
    public string PostScriptName { get; }
}
