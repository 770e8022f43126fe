using System.Text;
using QuestPDF.Fonts;

namespace QuestPDF.Pdf;

/// <summary>Writes a composite font in which character codes are the glyph numbers of the embedded subset.</summary>
internal static class EmbeddedFont
{
    private const int Symbolic = 4;
    private const int Italic = 64;

    public static int Write(PdfFile file, FontSubset subset)
    {
        var face = subset.Face;
        var name = $"{subset.Tag()}+{face.PostScriptName}";
        var program = subset.Build();
        var programNumber = file.AddStream($"/Length1 {program.Length}", program);

        // StemV is estimated, since the font does not contain it; viewers use it only for fonts that are not embedded.
        var stem = 50 + (int)Math.Pow(face.Weight / 65.0, 2);
        var descriptor = file.Add(
            $"<< /Type /FontDescriptor /FontName /{name} /Flags {Symbolic | (face.IsItalic ? Italic : 0)} "
                + $"/FontBBox [{Units(face.Bounds.Left)} {Units(face.Bounds.Bottom)} {Units(face.Bounds.Right)} {Units(face.Bounds.Top)}] "
                + $"/ItalicAngle {PdfText.Number(face.ItalicAngle)} /Ascent {PdfText.Number(face.Ascent * 1000)} /Descent {PdfText.Number(-face.Descent * 1000)} "
                + $"/CapHeight {PdfText.Number(face.CapHeight * 1000)} /StemV {stem} /FontFile2 {programNumber} 0 R >>"
        );
        var descendant = file.Add(
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
                + $"/FontDescriptor {descriptor} 0 R /DW 1000 /W {Widths(subset)} /CIDToGIDMap /Identity >>"
        );
        var unicode = file.AddStream("", Encoding.ASCII.GetBytes(UnicodeMap(subset)));
        return file.Add(
            $"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {unicode} 0 R >>"
        );

        string Units(int value) => PdfText.Number(value * 1000.0 / face.UnitsPerEm);
    }

    private static string Widths(FontSubset subset)
    {
        var widths = new StringBuilder("[0 [");
        for (var code = 0; code < subset.Used.Count; code++)
            widths.Append(code == 0 ? "" : " ").Append(PdfText.Number(subset.Width(code)));
        return widths.Append("]]").ToString();
    }

    private static string UnicodeMap(FontSubset subset)
    {
        const int mostPerBlock = 100;
        var map = new StringBuilder(
            """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange

            """
        );
        for (var start = 1; start < subset.Used.Count; start += mostPerBlock)
        {
            var count = Math.Min(mostPerBlock, subset.Used.Count - start);
            map.Append($"{count} beginbfchar\n");
            for (var code = start; code < start + count; code++)
            {
                var text = Encoding.BigEndianUnicode.GetBytes(char.ConvertFromUtf32(subset.Used[code].CodePoint));
                map.Append($"<{code:X4}> <{Convert.ToHexString(text)}>\n");
            }
            map.Append("endbfchar\n");
        }
        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}
