using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace QuestPDF.Tests;

/// <summary>Writes PNG files of every colour type with known pixels.</summary>
internal static class TestImages
{
    /// <summary>A black and white pattern that looks like a QR code, one bit per pixel.</summary>
    public static byte[] Code(int modules = 29) =>
        Png(modules, modules, bits: 1, kind: 0, (x, y) => [(byte)((x * 7 + y * 11 + x * y) % 3 == 0 ? 0 : 1)]);

    // kind: 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. pixel: the samples of the pixel at (x, y).
    public static byte[] Png(
        int width,
        int height,
        int bits,
        int kind,
        Func<int, int, byte[]> pixel,
        byte[]? palette = null,
        byte[]? transparency = null,
        byte filter = 0,
        bool isInterlaced = false
    )
    {
        var channels = kind switch
        {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };
        var lineLength = (width * channels * bits + 7) / 8;
        var previous = new byte[lineLength];
        using var lines = new MemoryStream();
        for (var y = 0; y < height; y++)
        {
            var line = new byte[lineLength];
            var bit = 0;
            for (var x = 0; x < width; x++)
            {
                foreach (var sample in pixel(x, y))
                {
                    line[bit / 8] |= (byte)(sample << (8 - bits - bit % 8));
                    bit += bits;
                }
            }
            lines.WriteByte(filter);
            lines.Write(Filter(filter, line, previous, Math.Max(1, channels * bits / 8)));
            previous = line;
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)bits, (byte)kind, (byte)(isInterlaced ? 1 : 0));

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(lines.ToArray());
        var data = packed.ToArray();

        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(png, "IHDR", header);
        if (palette is not null)
            Chunk(png, "PLTE", palette);
        if (transparency is not null)
            Chunk(png, "tRNS", transparency);
        // Two chunks of image data, as the format allows.
        Chunk(png, "IDAT", data[..(data.Length / 2)]);
        Chunk(png, "IDAT", data[(data.Length / 2)..]);
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static byte[] Filter(byte filter, byte[] line, byte[] above, int distance)
    {
        var result = new byte[line.Length];
        for (var i = 0; i < line.Length; i++)
        {
            int left = i >= distance ? line[i - distance] : 0,
                up = above[i],
                corner = i >= distance ? above[i - distance] : 0;
            var estimate = left + up - corner;
            int[] candidates = [left, up, corner];
            result[i] = (byte)(
                line[i]
                - filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    _ => candidates.MinBy(c => Math.Abs(estimate - c)),
                }
            );
        }
        return result;
    }

    private static void Chunk(Stream png, string kind, byte[] data)
    {
        byte[] content = [.. Encoding.ASCII.GetBytes(kind), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(content));
        png.Write(number);
    }

    private static uint Checksum(byte[] content)
    {
        var sum = 0xFFFFFFFFu;
        foreach (var value in content)
        {
            sum ^= value;
            for (var i = 0; i < 8; i++)
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320u : sum >> 1;
        }
        return ~sum;
    }
}
