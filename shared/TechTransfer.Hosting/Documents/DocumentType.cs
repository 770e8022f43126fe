using System.IO.Compression;
using TechTransfer.Pdf.Pictures;

namespace TechTransfer.Hosting.Documents;

/// <summary>What a document is by its content, whatever it is called.</summary>
public static class DocumentType
{
    /// <summary>PDF, ISO 32000.</summary>
    public const string Pdf = "application/pdf";

    /// <summary>PNG.</summary>
    public const string Png = "image/png";

    /// <summary>JPEG.</summary>
    public const string Jpeg = "image/jpeg";

    /// <summary>OFD, GB/T 33190-2016: what electronic invoices and public papers come as.</summary>
    public const string Ofd = "application/ofd";

    /// <summary>A workbook, ISO/IEC 29500.</summary>
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The media types of papers that are only read: all but workbooks.</summary>
    public static IReadOnlyList<string> Papers { get; } = [Pdf, Png, Jpeg, Ofd];

    /// <summary>The media type; null when it is none that is taken.</summary>
    public static string? Of(Stream content)
    {
        content.Position = 0;
        Span<byte> head = stackalloc byte[8];
        var length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        head = head[..length];
        if (head.StartsWith("%PDF-"u8))
            return Pdf;
        if (PngChunks.Recognizes(head))
            return Png;
        if (JpegSegments.Recognizes(head))
            return Jpeg;
        return head.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 3, 4]) ? OfPackage(content) : null;
    }

    // OFD and xlsx are both ZIP packages: what they are shows in their directory.
    private static string? OfPackage(Stream content)
    {
        content.Position = 0;
        try
        {
            using var package = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (package.GetEntry("OFD.xml") is not null)
                return Ofd;
            return package.GetEntry("[Content_Types].xml") is not null && package.GetEntry("xl/workbook.xml") is not null ? Xlsx : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
