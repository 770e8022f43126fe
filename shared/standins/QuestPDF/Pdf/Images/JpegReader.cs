using System.Buffers.Binary;

namespace QuestPDF.Pdf.Images;

/// <summary>Reads size and number of colours of a JPEG file, which PDF stores unchanged.</summary>
internal static class JpegReader
{
    public static bool Recognizes(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    public static ImageData Read(byte[] bytes)
    {
        var at = 2;
        while (true)
        {
            if (bytes[at] != 0xFF)
                throw new InvalidDataException("a JPEG segment does not begin where it should");
            var marker = bytes[at + 1];
            switch (marker)
            {
                // Baseline, extended and progressive; PDF does not support the others (lossless, arithmetic).
                case 0xC0 or 0xC1 or 0xC2:
                    return Describe(bytes, bytes.AsSpan(at + 4));
                case 0xFF:
                    at++;
                    break;
                case 0xD9 or 0xDA:
                    throw new InvalidDataException("the JPEG file has no supported frame");
                default:
                    at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
                    break;
            }
        }
    }

    private static ImageData Describe(byte[] bytes, ReadOnlySpan<byte> frame)
    {
        if (frame[0] != 8)
            throw new InvalidDataException($"a JPEG file with {frame[0]} bits for each colour is not for PDF");
        var colorSpace = frame[5] switch
        {
            1 => "/DeviceGray",
            3 => "/DeviceRGB",
            var n => throw new InvalidDataException($"a JPEG file with {n} colour components is not supported, use grey or RGB"),
        };
        return new ImageData(
            BinaryPrimitives.ReadUInt16BigEndian(frame[3..]),
            BinaryPrimitives.ReadUInt16BigEndian(frame[1..]),
            $"/ColorSpace {colorSpace} /BitsPerComponent {frame[0]} /Filter /DCTDecode",
            bytes,
            null
        );
    }
}
