using System.Buffers.Binary;

namespace QuestPDF.Fonts;

/// <summary>Copies a glyph's outline without hinting instructions, with the component glyphs renumbered.</summary>
internal static class GlyphOutline
{
    private const int HeaderLength = 10;
    private const int ArgumentsAreWords = 0x0001;
    private const int HasScale = 0x0008;
    private const int HasMoreParts = 0x0020;
    private const int HasTwoScales = 0x0040;
    private const int HasMatrix = 0x0080;
    private const int HasInstructions = 0x0100;

    public static ReadOnlySpan<byte> Copy(ReadOnlySpan<byte> outline, Func<int, int> numberOf)
    {
        if (outline.IsEmpty)
            return outline;
        var contours = BinaryPrimitives.ReadInt16BigEndian(outline);
        return contours >= 0 ? CopySimple(outline, contours) : CopyComposed(outline, numberOf);
    }

    private static byte[] CopySimple(ReadOnlySpan<byte> outline, int contours)
    {
        var lengthAt = HeaderLength + 2 * contours;
        var instructions = BinaryPrimitives.ReadUInt16BigEndian(outline[lengthAt..]);
        return [.. outline[..lengthAt], 0, 0, .. outline[(lengthAt + 2 + instructions)..]];
    }

    private static ReadOnlySpan<byte> CopyComposed(ReadOnlySpan<byte> outline, Func<int, int> numberOf)
    {
        var copy = outline.ToArray();
        var at = HeaderLength;
        int flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(at));
            var part = BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(at + 2));
            BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at), (ushort)(flags & ~HasInstructions));
            BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at + 2), checked((ushort)numberOf(part)));
            at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2);
            if ((flags & HasScale) != 0)
                at += 2;
            else if ((flags & HasTwoScales) != 0)
                at += 4;
            else if ((flags & HasMatrix) != 0)
                at += 8;
        } while ((flags & HasMoreParts) != 0);
        return copy.AsSpan(0, at);
    }
}
