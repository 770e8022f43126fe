using System.Security.Cryptography;
using System.Text;
using QuestPDF.Drawing.Exceptions;

namespace QuestPDF.Pdf.Images;

/// <summary>An image in the form in which PDF stores it.</summary>
/// <param name="Entries">Dictionary entries for colour space, bits and filter.</param>
/// <param name="Data">Compressed image data.</param>
/// <param name="Alpha">One uncompressed byte per pixel; null if all pixels are opaque.</param>
internal sealed record ImageData(int Width, int Height, string Entries, byte[] Data, byte[]? Alpha)
{
    private readonly Lazy<string> identity = new(() =>
        Convert.ToHexString(SHA256.HashData([.. Encoding.ASCII.GetBytes($"{Width} {Height} {Entries}\n"), .. Data, .. Alpha ?? []]))
    );

    /// <summary>Hash by which a document stores equal images once.</summary>
    public string Identity => identity.Value;

    public static ImageData Read(byte[] bytes)
    {
        try
        {
            if (PngReader.Recognizes(bytes))
                return PngReader.Read(bytes);
            if (JpegReader.Recognizes(bytes))
                return JpegReader.Read(bytes);
        }
        catch (Exception e)
            when (e is InvalidDataException or ArgumentException or IndexOutOfRangeException or EndOfStreamException or OverflowException)
        {
            throw new DocumentComposeException($"The image cannot be read: {e.Message}", e);
        }
        throw new DocumentComposeException("The image is neither PNG nor JPEG.");
    }

    public int Write(PdfFile file)
    {
        var common = $"/Type /XObject /Subtype /Image /Width {Width} /Height {Height}";
        var mask = Alpha is null ? "" : $" /SMask {file.AddStream($"{common} /ColorSpace /DeviceGray /BitsPerComponent 8", Alpha)} 0 R";
        return file.AddRawStream($"{common} {Entries}{mask}", Data);
    }
}
