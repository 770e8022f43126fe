using System.Buffers.Binary;
using System.Text;

namespace QuestPDF.Fonts;

/// <summary>A TrueType font. Registering it reads only the table directory and small tables; all other data is read when needed, so that
/// large fonts cost no more than small ones.</summary>
internal sealed class FontFace
{
    private const int RestrictedLicence = 0x0002;
    private const int NoSubsetting = 0x0100;
    private const int BitmapOnly = 0x0200;

    private readonly byte[] data;
    private readonly Dictionary<string, (int Offset, int Length)> tables = [];
    private readonly CharacterMap characters;
    private readonly int glyphData;
    private readonly int glyphDataLength;
    private readonly int glyphIndex;
    private readonly bool hasLongIndex;
    private readonly int metrics;
    private readonly int metricCount;

    public FontFace(byte[] data, string? familyName)
    {
        this.data = data;
        try
        {
            ReadTableDirectory();

            var head = Table("head").Offset;
            UnitsPerEm = UInt16(head + 18);
            if (UnitsPerEm is < 16 or > 16384)
                throw new InvalidDataException("units per em out of range");
            Bounds = (Int16(head + 36), Int16(head + 38), Int16(head + 40), Int16(head + 42));
            hasLongIndex = UInt16(head + 50) == 1;

            var hhea = Table("hhea").Offset;
            Ascent = Scale(Int16(hhea + 4));
            Descent = -Scale(Int16(hhea + 6));
            LineGap = Scale(Int16(hhea + 8));
            metricCount = UInt16(hhea + 34);
            metrics = Table("hmtx").Offset;

            GlyphCount = UInt16(Table("maxp").Offset + 4);
            glyphIndex = Table("loca").Offset;
            (glyphData, glyphDataLength) = Table("glyf");
            RequireLength("loca", (GlyphCount + 1) * (hasLongIndex ? 4 : 2));
            RequireLength("hmtx", metricCount * 4 + (GlyphCount - metricCount) * 2);
            if (metricCount == 0)
                throw new InvalidDataException("no advance widths");

            var os2 = Table("OS/2");
            Weight = UInt16(os2.Offset + 4);
            RefuseUnlessEmbeddable(UInt16(os2.Offset + 8));
            Strikeout = (Scale(Int16(os2.Offset + 28)), Scale(Int16(os2.Offset + 26)));
            CapHeight = UInt16(os2.Offset) >= 2 ? Scale(Int16(os2.Offset + 88)) : Ascent;
            IsItalic = (UInt16(os2.Offset + 62) & 1) != 0;

            var post = Table("post").Offset;
            ItalicAngle = BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(post + 4)) / 65536.0;
            Underline = (Scale(Int16(post + 8)), Scale(Int16(post + 10)));

            characters = new CharacterMap(data, Table("cmap").Offset);
            var names = new NameTable(data, Table("name").Offset);
            FamilyNames = familyName is null ? names.Families : [familyName];
            PostScriptName = names.PostScriptName;
            if (FamilyNames.Count == 0)
                throw new InvalidDataException("no family name");
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new ArgumentException($"This is not a TrueType font that can be read: {e.Message}", nameof(data), e);
        }
    }

    public IReadOnlyList<string> FamilyNames { get; }
    public string PostScriptName { get; }

    /// <summary>Weight from 100 (thin) to 900 (black).</summary>
    public int Weight { get; }

    public bool IsItalic { get; }
    public double ItalicAngle { get; }
    public int UnitsPerEm { get; }
    public int GlyphCount { get; }

    /// <summary>Bounding box of all glyphs in font units: left, bottom, right, top.</summary>
    public (int Left, int Bottom, int Right, int Top) Bounds { get; }

    // All as fractions of the font size, positive above the baseline; Descent is positive below it.
    public double Ascent { get; }
    public double Descent { get; }
    public double LineGap { get; }
    public double CapHeight { get; }
    public (double Top, double Thickness) Underline { get; }
    public (double Top, double Thickness) Strikeout { get; }

    /// <summary>The glyph for a character; 0 if the font has none.</summary>
    public int Glyph(int codePoint)
    {
        var glyph = characters.Glyph(codePoint);
        return (uint)glyph < GlyphCount ? glyph : 0;
    }

    /// <summary>Advance width of a glyph in font units.</summary>
    public int Advance(int glyph) => UInt16(metrics + 4 * Math.Min(glyph, metricCount - 1));

    public int LeftSideBearing(int glyph) =>
        glyph < metricCount ? Int16(metrics + 4 * glyph + 2) : Int16(metrics + 4 * metricCount + 2 * (glyph - metricCount));

    /// <summary>Outline data of a glyph; empty for glyphs without outline, such as a space.</summary>
    public ReadOnlySpan<byte> Outline(int glyph)
    {
        if (glyph >= GlyphCount)
            throw new InvalidDataException($"{PostScriptName} has no glyph {glyph}.");
        var (start, end) = hasLongIndex
            ? (UInt32(glyphIndex + 4 * glyph), UInt32(glyphIndex + 4 * glyph + 4))
            : (UInt16(glyphIndex + 2 * glyph) * 2u, UInt16(glyphIndex + 2 * glyph + 2) * 2u);
        if (start > end || end > glyphDataLength)
            throw new InvalidDataException($"Glyph {glyph} of {PostScriptName} lies outside the font.");
        return data.AsSpan(glyphData + (int)start, (int)(end - start));
    }

    public ReadOnlySpan<byte> TableData(string tag)
    {
        var (offset, length) = Table(tag);
        return data.AsSpan(offset, length);
    }

    public bool IsSameAs(FontFace other) => FamilyNames.SequenceEqual(other.FamilyNames) && data.AsSpan().SequenceEqual(other.data);

    private void ReadTableDirectory()
    {
        var kind = UInt32(0);
        if (kind == 0x4F54544F)
            throw new InvalidDataException("its outlines are PostScript (CFF), only TrueType outlines are supported");
        if (kind is not (0x00010000 or 0x74727565))
            throw new InvalidDataException("the file does not begin like a font");

        var count = UInt16(4);
        for (var i = 0; i < count; i++)
        {
            var entry = 12 + 16 * i;
            var (offset, length) = (UInt32(entry + 8), UInt32(entry + 12));
            if (offset + (ulong)length > (ulong)data.Length)
                throw new InvalidDataException("a table lies outside the file");
            tables[Encoding.ASCII.GetString(data, entry, 4)] = ((int)offset, (int)length);
        }
    }

    private static void RefuseUnlessEmbeddable(int permissions)
    {
        // The less restrictive bits take precedence, so embedding is forbidden only if no other bit is set.
        if ((permissions & 0x000E) == RestrictedLicence)
            throw new InvalidDataException("its licence bits forbid embedding");
        if ((permissions & NoSubsetting) != 0)
            throw new InvalidDataException("its licence bits forbid subsetting");
        if ((permissions & BitmapOnly) != 0)
            throw new InvalidDataException("its licence bits forbid embedding outlines");
    }

    private void RequireLength(string tag, int length)
    {
        if (Table(tag).Length < length)
            throw new InvalidDataException($"table {tag} is too short");
    }

    private (int Offset, int Length) Table(string tag) =>
        tables.TryGetValue(tag, out var table) ? table : throw new InvalidDataException($"table {tag} is missing");

    private double Scale(int units) => (double)units / UnitsPerEm;

    private ushort UInt16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(offset));

    private short Int16(int offset) => BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(offset));

    private uint UInt32(int offset) => BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(offset));
}
