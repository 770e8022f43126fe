using System.IO.Compression;
using TechTransfer.Pdf.Pictures;
using TechTransfer.Pdf.Reading;

namespace TechTransfer.Pdf.Signing;

/// <summary>The picture of a seal in the form that PDF/A requires: device-independent colours (CalRGB, CalGray) and no transparency;
/// transparent parts of a PNG are cut out by a one-bit mask. An instance can be used for many signatures.</summary>
public sealed class SealImage
{
    private const int MaxPixels = 4096 * 4096;

    private readonly PdfDictionary dictionary;
    private readonly byte[] data;
    private readonly byte[]? mask;
    private readonly int width;
    private readonly int height;

    private SealImage(int width, int height, bool isGrey, string filter, byte[] data, byte[]? mask)
    {
        (this.width, this.height, this.data, this.mask) = (width, height, data, mask);
        dictionary = Dictionary(isGrey ? CalGray : CalRgb, 8, filter);
    }

    /// <summary>Reads a PNG (8 bits per channel, or a palette; not interlaced) or a JPEG (grey or RGB).</summary>
    /// <param name="file">Content of the picture file.</param>
    /// <exception cref="ArgumentException">The file is neither, is damaged, or has more than 16 megapixels.</exception>
    public static SealImage Read(ReadOnlySpan<byte> file)
    {
        try
        {
            if (PngChunks.Recognizes(file))
                return FromPng(PngPicture.Read(file, MaxPixels));
            if (JpegSegments.Recognizes(file))
                return FromJpeg(file);
        }
        catch (PictureException e)
        {
            throw new ArgumentException($"The seal is a damaged picture file, or too large: {e.Problem}.", nameof(file), e);
        }
        throw new ArgumentException("The seal is neither a PNG nor a JPEG file.", nameof(file));
    }

    private static SealImage FromPng(PngPicture png) =>
        new(png.Width, png.Height, png.IsGrey, "FlateDecode", Pack(png.Pixels), png.Mask is null ? null : Pack(png.Mask));

    // PDF can embed a JPEG file unchanged.
    private static SealImage FromJpeg(ReadOnlySpan<byte> file)
    {
        var segments = new JpegSegments(file, MaxPixels);
        while (segments.Next()) { }
        return segments.Frame is { Bits: 8, Height: > 0, Components: 1 or 3 } frame
            ? new(frame.Width, frame.Height, frame.Components == 1, "DCTDecode", file.ToArray(), null)
            : throw new ArgumentException(
                "The seal is a JPEG file of a kind that is not read here: it has to be grey or RGB, with 8 bits.",
                nameof(file)
            );
    }

    internal int Length => data.Length + (mask?.Length ?? 0);

    internal PdfReference Write(IncrementalUpdate update)
    {
        var image = dictionary.Copy();
        if (mask is not null)
        {
            var stencil = Dictionary(null, 1, "FlateDecode");
            stencil.Entries["ImageMask"] = new PdfBoolean(true);
            image.Entries["Mask"] = update.AddStream(stencil, mask);
        }
        return update.AddStream(image, data);
    }

    private PdfDictionary Dictionary(PdfObject? colours, int bits, string filter)
    {
        var result = new PdfDictionary();
        result.Entries["Type"] = new PdfName("XObject");
        result.Entries["Subtype"] = new PdfName("Image");
        result.Entries["Width"] = new PdfInteger(width);
        result.Entries["Height"] = new PdfInteger(height);
        result.Entries["BitsPerComponent"] = new PdfInteger(bits);
        if (colours is not null)
            result.Entries["ColorSpace"] = colours;
        result.Entries["Filter"] = new PdfName(filter);
        return result;
    }

    private static byte[] Pack(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(data);
        return packed.ToArray();
    }

    // Approximates sRGB by its primaries and white point with a plain gamma of 2.2.
    private static readonly PdfObject CalRgb = Parse(
        "[/CalRGB << /WhitePoint [0.9505 1 1.089] /Gamma [2.2 2.2 2.2] /Matrix [0.4124 0.2126 0.0193 0.3576 0.7152 0.1192 0.1805 0.0722 0.9505] >>]"u8
    );

    private static readonly PdfObject CalGray = Parse("[/CalGray << /WhitePoint [0.9505 1 1.089] /Gamma 2.2 >>]"u8);

    private static PdfObject Parse(ReadOnlySpan<byte> text) => new ObjectParser(text, 0, ReadingBudget.ForSigning()).Value();
}
