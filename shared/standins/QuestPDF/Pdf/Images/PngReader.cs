using System.Buffers.Binary;
using System.IO.Compression;

namespace QuestPDF.Pdf.Images;

/// <summary>Reads PNG files without interlacing. Grey, RGB and palette images are stored with their PNG compression, which PDF supports;
/// images with an alpha channel are split into colours and mask.</summary>
internal static class PngReader
{
    private const int Grey = 0,
        Rgb = 2,
        Palette = 3,
        GreyAlpha = 4,
        Rgba = 6;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Recognizes(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    public static ImageData Read(byte[] bytes)
    {
        var chunks = PngChunks.Read(bytes.AsSpan(Signature.Length));
        var header = chunks.Header;
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        int bits = header[8],
            kind = header[9];
        if (width <= 0 || height <= 0)
            throw new InvalidDataException("the PNG file has no pixels");
        if (header[12] != 0)
            throw new InvalidDataException("an interlaced PNG file is not supported");

        var channels = kind switch
        {
            Grey or Palette => 1,
            Rgb => 3,
            GreyAlpha => 2,
            Rgba => 4,
            _ => throw new InvalidDataException($"PNG colour type {kind} does not exist"),
        };
        var lineLength = checked((width * channels * bits + 7) / 8);
        var lines = Inflate(chunks.Pixels, checked(height * (lineLength + 1)));

        if (kind is GreyAlpha or Rgba)
        {
            if (bits != 8)
                throw new InvalidDataException("a PNG file with 16 bits and an alpha channel is not supported");
            return Separate(width, height, channels, PngFilter.Undo(lines, lineLength, channels));
        }

        var space = kind switch
        {
            Grey => "/DeviceGray",
            Rgb => "/DeviceRGB",
            _ => $"[/Indexed /DeviceRGB {chunks.Palette.Length / 3 - 1} <{Convert.ToHexString(chunks.Palette)}>]",
        };
        if (kind == Palette && chunks.Palette.Length == 0)
            throw new InvalidDataException("the PNG file has no palette");

        var entries =
            $"/ColorSpace {space} /BitsPerComponent {bits} /Filter /FlateDecode "
            + $"/DecodeParms << /Predictor 15 /Colors {channels} /BitsPerComponent {bits} /Columns {width} >>";
        byte[]? alpha = null;
        if (chunks.Transparency.Length > 0)
        {
            if (kind == Palette)
                alpha = AlphaOfPalette(width, height, bits, PngFilter.Undo(lines, lineLength, 1), chunks.Transparency);
            else
                entries += $" /Mask [{ColorKey(chunks.Transparency)}]";
        }
        return new ImageData(width, height, entries, chunks.Pixels, alpha);
    }

    private static byte[] Inflate(byte[] pixels, int length)
    {
        var lines = new byte[length];
        using var zlib = new ZLibStream(new MemoryStream(pixels), CompressionMode.Decompress);
        zlib.ReadExactly(lines);
        return lines;
    }

    private static ImageData Separate(int width, int height, int channels, byte[] pixels)
    {
        var colors = new byte[width * height * (channels - 1)];
        var alpha = new byte[width * height];
        for (var i = 0; i < alpha.Length; i++)
        {
            pixels.AsSpan(i * channels, channels - 1).CopyTo(colors.AsSpan(i * (channels - 1)));
            alpha[i] = pixels[i * channels + channels - 1];
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(colors);
        var space = channels == 2 ? "/DeviceGray" : "/DeviceRGB";
        return new ImageData(
            width,
            height,
            $"/ColorSpace {space} /BitsPerComponent 8 /Filter /FlateDecode",
            packed.ToArray(),
            alpha.AsSpan().ContainsAnyExcept((byte)255) ? alpha : null
        );
    }

    private static byte[]? AlphaOfPalette(int width, int height, int bits, byte[] pixels, byte[] transparency)
    {
        var lineLength = (width * bits + 7) / 8;
        var alpha = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var bit = x * bits;
                var index = pixels[y * lineLength + bit / 8] >> (8 - bits - bit % 8) & ((1 << bits) - 1);
                alpha[y * width + x] = index < transparency.Length ? transparency[index] : (byte)255;
            }
        }
        return alpha.AsSpan().ContainsAnyExcept((byte)255) ? alpha : null;
    }

    /// <summary>PDF colour key mask for the transparent colour: a range for each channel.</summary>
    private static string ColorKey(byte[] transparency)
    {
        var samples = new List<int>();
        for (var i = 0; i + 1 < transparency.Length; i += 2)
        {
            var sample = BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(i));
            samples.Add(sample);
            samples.Add(sample);
        }
        return string.Join(' ', samples);
    }
}
