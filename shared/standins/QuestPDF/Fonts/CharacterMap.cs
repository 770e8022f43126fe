using System.Buffers.Binary;

namespace QuestPDF.Fonts;

/// <summary>Maps characters to glyphs: by cmap format 12 (all Unicode planes) if the font has it, otherwise by format 4 (plane
/// 0).</summary>
internal sealed class CharacterMap
{
    private readonly byte[] data;
    private readonly int segments = -1;
    private readonly int groups = -1;

    public CharacterMap(byte[] data, int table)
    {
        this.data = data;
        var count = UInt16(table + 2);
        for (var i = 0; i < count; i++)
        {
            var entry = table + 4 + 8 * i;
            var isUnicode = (UInt16(entry), UInt16(entry + 2)) is (0, <= 6) or (3, 1) or (3, 10);
            if (!isUnicode)
                continue;

            var map = table + checked((int)UInt32(entry + 4));
            switch (UInt16(map))
            {
                case 4:
                    segments = map;
                    RequireInside(map + 16 + 4L * UInt16(map + 6));
                    break;
                case 12:
                    groups = map;
                    RequireInside(map + 16 + 12L * UInt32(map + 12));
                    break;
            }
        }
        if (segments < 0 && groups < 0)
            throw new InvalidDataException("it has no Unicode character map");
    }

    public int Glyph(int codePoint)
    {
        if (groups >= 0)
            return GlyphInGroups((uint)codePoint);
        return codePoint <= 0xFFFF ? GlyphInSegments(codePoint) : 0;
    }

    private int GlyphInGroups(uint codePoint)
    {
        var (low, high) = (0, (int)UInt32(groups + 12) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var group = groups + 16 + 12 * middle;
            if (codePoint < UInt32(group))
                high = middle - 1;
            else if (codePoint > UInt32(group + 4))
                low = middle + 1;
            else
                return (int)(UInt32(group + 8) + codePoint - UInt32(group));
        }
        return 0;
    }

    private int GlyphInSegments(int codePoint)
    {
        var doubleCount = UInt16(segments + 6);
        var ends = segments + 14;
        var starts = ends + doubleCount + 2;
        var deltas = starts + doubleCount;
        var ranges = deltas + doubleCount;

        var (low, high) = (0, doubleCount / 2 - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (UInt16(ends + 2 * middle) < codePoint)
                low = middle + 1;
            else
                high = middle;
        }

        var start = UInt16(starts + 2 * low);
        if (codePoint < start || codePoint > UInt16(ends + 2 * low))
            return 0;

        var (delta, range) = (UInt16(deltas + 2 * low), UInt16(ranges + 2 * low));
        if (range == 0)
            return (codePoint + delta) & 0xFFFF;
        var at = ranges + 2 * low + range + 2 * (codePoint - start);
        var glyph = at + 2 <= data.Length ? UInt16(at) : 0;
        return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
    }

    private void RequireInside(long end)
    {
        if (end > data.Length)
            throw new InvalidDataException("its character map lies outside the file");
    }

    private ushort UInt16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(offset));

    private uint UInt32(int offset) => BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(offset));
}
