using System.Buffers.Binary;
using System.Security.Cryptography;

namespace QuestPDF.Fonts;

/// <summary>
/// The glyphs of a font that one document uses, numbered in order of first use; this number is also the character code in the PDF. A glyph
/// shared by two characters (some fonts use one outline for 一 and ⼀) gets two codes, so that extracted text matches the original.
/// </summary>
internal sealed class FontSubset(FontFace face)
{
    private readonly Dictionary<(int Glyph, int CodePoint), ushort> codes = [];
    private readonly List<(int Glyph, int CodePoint)> glyphs = [(0, 0)];

    public FontFace Face => face;

    /// <summary>Glyph and character for each code. Code 0 is the glyph for missing characters, which is never shown.</summary>
    public IReadOnlyList<(int Glyph, int CodePoint)> Used => glyphs;

    public ushort Code(int glyph, int codePoint)
    {
        if (!codes.TryGetValue((glyph, codePoint), out var code))
        {
            code = checked((ushort)glyphs.Count);
            codes.Add((glyph, codePoint), code);
            glyphs.Add((glyph, codePoint));
        }
        return code;
    }

    /// <summary>Advance width of a code in thousandths of the font size.</summary>
    public double Width(int code) => face.Advance(glyphs[code].Glyph) * 1000.0 / face.UnitsPerEm;

    /// <summary>Six capital letters that distinguish this subset from others of the same font.</summary>
    public string Tag()
    {
        var content = new byte[glyphs.Count * 4];
        for (var i = 0; i < glyphs.Count; i++)
            BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(4 * i), glyphs[i].Glyph);
        return string.Concat(SHA256.HashData(content).Take(6).Select(b => (char)('A' + b % 26)));
    }

    /// <summary>Builds a TrueType file with the used glyphs and their components, without hinting instructions.</summary>
    public byte[] Build()
    {
        var order = glyphs.ConvertAll(g => g.Glyph);
        var numbers = new Dictionary<int, int>();
        for (var i = 0; i < order.Count; i++)
            numbers.TryAdd(order[i], i);

        using var outlines = new MemoryStream();
        var index = new List<int> { 0 };
        // Components of composite glyphs are appended to the list during the loop.
        for (var i = 0; i < order.Count; i++)
        {
            outlines.Write(GlyphOutline.Copy(face.Outline(order[i]), NumberOf));
            while (outlines.Length % 4 != 0)
                outlines.WriteByte(0);
            index.Add((int)outlines.Length);
        }

        return FontFile.Write([
            ("glyf", outlines.ToArray()),
            ("head", Head()),
            ("hhea", Patched("hhea", 34, order.Count)),
            ("hmtx", Metrics(order)),
            ("loca", Index(index)),
            ("maxp", Patched("maxp", 4, order.Count)),
        ]);

        int NumberOf(int glyph)
        {
            if (!numbers.TryGetValue(glyph, out var number))
            {
                number = order.Count;
                numbers.Add(glyph, number);
                order.Add(glyph);
            }
            return number;
        }
    }

    private byte[] Head()
    {
        const int checksumAdjustment = 8,
            indexFormat = 50;
        var head = face.TableData("head").ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(checksumAdjustment), 0);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(indexFormat), 1);
        return head;
    }

    private byte[] Patched(string tag, int offset, int value)
    {
        var table = face.TableData(tag).ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(offset), checked((ushort)value));
        return table;
    }

    private byte[] Metrics(List<int> order)
    {
        var table = new byte[4 * order.Count];
        for (var i = 0; i < order.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(4 * i), (ushort)face.Advance(order[i]));
            BinaryPrimitives.WriteInt16BigEndian(table.AsSpan(4 * i + 2), (short)face.LeftSideBearing(order[i]));
        }
        return table;
    }

    private static byte[] Index(List<int> offsets)
    {
        var table = new byte[4 * offsets.Count];
        for (var i = 0; i < offsets.Count; i++)
            BinaryPrimitives.WriteInt32BigEndian(table.AsSpan(4 * i), offsets[i]);
        return table;
    }
}
