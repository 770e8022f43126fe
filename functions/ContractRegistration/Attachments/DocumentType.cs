using System.IO.Compression;

namespace TechTransfer.ContractRegistration.Attachments;

/// <summary>What a document is by its content, whatever it is called.</summary>
public static class DocumentType
{
    public const string Pdf = "application/pdf";
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
    public const string Ofd = "application/ofd";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The media type; null when it is none that is taken.</summary>
    public static string? Of(Stream content)
    {
        content.Position = 0;
        Span<byte> head = stackalloc byte[8];
        var length = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        head = head[..length];
        if (head.StartsWith("%PDF-"u8)) return Pdf;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])) return Png;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Jpeg;
        return head.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 3, 4]) ? OfPackage(content) : null;
    }

    // OFD and xlsx are both ZIP packages: what they are shows in their directory.
    private static string? OfPackage(Stream content)
    {
        content.Position = 0;
        try
        {
            using var package = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (package.GetEntry("OFD.xml") is not null) return Ofd;
            return package.GetEntry("[Content_Types].xml") is not null && package.GetEntry("xl/workbook.xml") is not null ? Xlsx : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
