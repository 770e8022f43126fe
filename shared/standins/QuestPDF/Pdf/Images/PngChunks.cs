using System.Buffers.Binary;

namespace QuestPDF.Pdf.Images;

/// <summary>The chunks of a PNG file that determine its pixels.</summary>
internal sealed record PngChunks(byte[] Header, byte[] Palette, byte[] Transparency, byte[] Pixels)
{
    public static PngChunks Read(ReadOnlySpan<byte> rest)
    {
        byte[] header = [],
            palette = [],
            transparency = [];
        using var pixels = new MemoryStream();
        while (true)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            var data = rest.Slice(8, length);
            switch (rest.Slice(4, 4))
            {
                case [(byte)'I', (byte)'H', (byte)'D', (byte)'R']:
                    header = data.ToArray();
                    break;
                case [(byte)'P', (byte)'L', (byte)'T', (byte)'E']:
                    palette = data.ToArray();
                    break;
                case [(byte)'t', (byte)'R', (byte)'N', (byte)'S']:
                    transparency = data.ToArray();
                    break;
                case [(byte)'I', (byte)'D', (byte)'A', (byte)'T']:
                    pixels.Write(data);
                    break;
                case [(byte)'I', (byte)'E', (byte)'N', (byte)'D']:
                    return new PngChunks(header, palette, transparency, pixels.ToArray());
            }
            rest = rest[(12 + length)..];
        }
    }
}
