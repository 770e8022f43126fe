using System.Buffers.Binary;
using System.IO.Compression;
using TechTransfer.Pdf.Pictures;
using TechTransfer.Pdf.Reading;

namespace TechTransfer.Pdf.Signing;

/// <summary>A PNG file (ISO/IEC 15948) decoded into pixels.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="IsGrey">True for one byte per pixel (grey), false for three (RGB).</param>
/// <param name="Pixels">Bytes of the pixels, line by line from the top.</param>
/// <param name="Mask">One bit per pixel, lines padded to whole bytes; 1 where the picture is transparent. Null if it is opaque.</param>
internal sealed record PngPicture(int Width, int Height, bool IsGrey, byte[] Pixels, byte[]? Mask)
{
    private const int Grey = 0,
        Rgb = 2,
        Palette = 3,
        GreyAlpha = 4,
        Rgba = 6;

    public static PngPicture Read(ReadOnlySpan<byte> file, int mostPixels)
    {
        var chunks = new PngChunks(file, mostPixels);
        var (width, height) = (chunks.Width, chunks.Height);
        var header = chunks.Data.ToArray();
        int bits = header[8],
            kind = header[9];
        byte[] palette = [],
            transparency = [];
        using var packed = new MemoryStream();
        while (chunks.Next())
        {
            if (chunks.Type.SequenceEqual("PLTE"u8))
                palette = chunks.Data.ToArray();
            else if (chunks.Type.SequenceEqual("tRNS"u8))
                transparency = chunks.Data.ToArray();
            else if (chunks.Type.SequenceEqual("IDAT"u8))
                packed.Write(chunks.Data);
        }
        if (header[12] != 0)
            throw new ArgumentException("The seal is an interlaced PNG file, which is not read here.");
        var channels = kind switch
        {
            Grey or Palette => 1,
            Rgb => 3,
            GreyAlpha => 2,
            Rgba => 4,
            _ => throw Damaged(),
        };
        if (bits != 8 && !(channels == 1 && bits is 1 or 2 or 4))
            throw new ArgumentException("The seal is a PNG file with 16 bits a channel, which is not read here.");

        packed.Position = 0;
        var samples = Samples(packed, width, height, channels, bits);
        return Convert(width, height, kind, bits, samples, palette, transparency);
    }

    /// <summary>Decompresses the image to one byte per channel of each pixel.</summary>
    private static byte[] Samples(MemoryStream packed, int width, int height, int channels, int bits)
    {
        var line = (width * channels * bits + 7) / 8;
        var step = Math.Max(1, channels * bits / 8);
        var samples = new byte[width * height * channels];
        byte[] above = [],
            source = new byte[line + 1];
        try
        {
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
            for (var y = 0; y < height; y++)
            {
                zlib.ReadExactly(source);
                var target = new byte[line];
                PngLine.Restore(source[0], source.AsSpan(1), above, target, step);
                above = target;
                for (var x = 0; x < width * channels; x++)
                {
                    samples[y * width * channels + x] =
                        bits == 8 ? target[x] : (byte)((target[x * bits / 8] >> (8 - bits - x * bits % 8)) & ((1 << bits) - 1));
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or PdfException)
        {
            throw new ArgumentException("The seal is a damaged PNG file.", e);
        }
        return samples;
    }

    private static PngPicture Convert(int width, int height, int kind, int bits, byte[] samples, byte[] palette, byte[] transparency)
    {
        var isGrey = kind is Grey or GreyAlpha;
        var pixels = new byte[width * height * (isGrey ? 1 : 3)];
        var maskLine = (width + 7) / 8;
        var mask = new byte[maskLine * height];
        var cut = false;
        for (var i = 0; i < width * height; i++)
        {
            int alpha = 255;
            switch (kind)
            {
                case Grey:
                    pixels[i] = (byte)(samples[i] * 255 / ((1 << bits) - 1));
                    if (transparency.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(transparency) == samples[i])
                        alpha = 0;
                    break;
                case GreyAlpha:
                    alpha = samples[2 * i + 1];
                    pixels[i] = OnWhite(samples[2 * i], alpha);
                    break;
                case Palette:
                    if (3 * samples[i] + 3 > palette.Length)
                        throw Damaged();
                    alpha = samples[i] < transparency.Length ? transparency[samples[i]] : 255;
                    for (var c = 0; c < 3; c++)
                        pixels[3 * i + c] = OnWhite(palette[3 * samples[i] + c], alpha);
                    break;
                case Rgb:
                    samples.AsSpan(3 * i, 3).CopyTo(pixels.AsSpan(3 * i));
                    break;
                default:
                    alpha = samples[4 * i + 3];
                    for (var c = 0; c < 3; c++)
                        pixels[3 * i + c] = OnWhite(samples[4 * i + c], alpha);
                    break;
            }
            // The mask allows no partial transparency: pixels below a third of full opacity become transparent, others opaque.
            if (alpha >= 85)
                continue;
            cut = true;
            mask[i / width * maskLine + i % width / 8] |= (byte)(0x80 >> (i % width % 8));
        }
        return new(width, height, isGrey, pixels, cut ? mask : null);
    }

    private static byte OnWhite(int value, int alpha) => (byte)((value * alpha + 255 * (255 - alpha)) / 255);

    private static ArgumentException Damaged() => new("The seal is a damaged PNG file.");
}
