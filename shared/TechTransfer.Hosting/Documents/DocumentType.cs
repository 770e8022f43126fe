using System.IO.Compression;
using TechTransfer.Pdf.Pictures;

namespace TechTransfer.Hosting.Documents;

/// <summary>Detects the type of a document from its content, not from its name.</summary>
public static class DocumentType
{
    /// <summary>PDF (ISO 32000).</summary>
    public const string Pdf = "application/pdf";

    /// <summary>PNG (ISO/IEC 15948), for scans and photos.</summary>
    public const string Png = "image/png";

    /// <summary>JPEG (ISO/IEC 10918), for scans and photos.</summary>
    public const string Jpeg = "image/jpeg";

    /// <summary>OFD (GB/T 33190-2016), the format of Chinese electronic invoices and official documents.</summary>
    public const string Ofd = "application/ofd";

    /// <summary>Excel workbook (ISO/IEC 29500), accepted for imports only.</summary>
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Media types that are accepted as attachments: all except workbooks.</summary>
    public static IReadOnlyList<string> AttachmentTypes { get; } = [Pdf, Png, Jpeg, Ofd];

    /// <summary>The media type found in the content; null when it is none of the types of this class.</summary>
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

    // OFD and xlsx are both ZIP packages; the names of their entries distinguish them.
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
