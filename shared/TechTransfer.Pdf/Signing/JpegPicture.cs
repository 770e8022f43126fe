using System.Buffers.Binary;

namespace TechTransfer.Pdf.Signing;

/// <summary>The head of a JPEG file; PDF stores the file as it is.</summary>
internal static class JpegPicture
{
    public static bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    public static (int Width, int Height, bool IsGrey) Head(ReadOnlySpan<byte> file)
    {
        for (var at = 2; at + 9 < file.Length && file[at] == 0xFF;)
        {
            var kind = file[at + 1];
            // The start of a frame, which C4 (tables), C8 (reserved) and CC (conditioning) are not.
            if (kind is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]));
                return file[at + 9] switch
                {
                    _ when width == 0 || height == 0 || file[at + 4] != 8 => throw new ArgumentException("The seal is a JPEG file of a kind that is not read here."),
                    1 => (width, height, true),
                    3 => (width, height, false),
                    _ => throw new ArgumentException("The seal is a JPEG file in other colours than grey or RGB."),
                };
            }
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }
        throw new ArgumentException("The seal is a damaged JPEG file.");
    }
}
