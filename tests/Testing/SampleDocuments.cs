using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace TechTransfer.Testing;

/// <summary>Builds minimal documents of every file type that the apps accept (PDF, PNG, JPEG, …), byte by byte.</summary>
public static class SampleDocuments
{
    public static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>A PDF of one page with extra objects, numbered from 4; each is the text between <c>N 0 obj</c> and <c>endobj</c>.</summary>
    public static byte[] Pdf(params string[] objects) =>
        PdfOf(
            [
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Resources << >> >>",
                .. objects,
            ],
            ""
        );

    public static byte[] PdfOf(IReadOnlyList<string> objects, string trailer)
    {
        var text = new StringBuilder("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var offsets = new List<int>();
        foreach (var (index, body) in objects.Index())
        {
            offsets.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{body}\nendobj\n");
        }
        var table = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            text.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R {trailer}>>\nstartxref\n{table}\n%%EOF\n"
        );
        return Latin(text.ToString());
    }

    public static string Stream(string dictionary, byte[] data) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"<< {dictionary} /Length {data.Length} >>\nstream\n{Encoding.Latin1.GetString(data)}\nendstream"
        );

    /// <summary>A PDF object stream that holds these objects, numbered from 20.</summary>
    public static string ObjectStream(params string[] objects) => ObjectStreamAs("/Type /ObjStm", objects);

    public static string ObjectStreamAs(string type, params string[] objects)
    {
        var (header, body) = (new StringBuilder(), new StringBuilder());
        foreach (var (index, text) in objects.Index())
        {
            header.Append(CultureInfo.InvariantCulture, $"{20 + index} {body.Length} ");
            body.Append(text).Append('\n');
        }
        return Stream($"{type} /N {objects.Length} /First {header.Length} /Filter /FlateDecode", Deflated(Latin($"{header}{body}")));
    }

    public static byte[] Deflated(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(data);
        return packed.ToArray();
    }

    public static byte[] Png(uint width = 1, uint height = 1)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 0);
        Chunk(png, "IHDR", header);
        Chunk(png, "IDAT", Deflated([0, 255]));
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    public static void Chunk(Stream png, string type, byte[] data)
    {
        byte[] body = [.. Latin(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, (uint)data.Length);
        png.Write(number);
        png.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        png.Write(number);
    }

    // Computes the CRC bit by bit, so that it shares no lookup table with the code under test.
    private static uint Crc(byte[] data)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320u & (uint)-(int)(crc & 1));
        }
        return ~crc;
    }

    /// <summary>A minimal JPEG with a comment, a frame header, a scan with a stuffed byte and a restart marker; it has no tables.</summary>
    public static byte[] Jpeg(ushort width = 8, ushort height = 8) =>
        [
            0xFF,
            0xD8,
            0xFF,
            0xFE,
            0,
            4,
            (byte)'h',
            (byte)'i',
            0xFF,
            0xC0,
            0,
            11,
            8,
            (byte)(height >> 8),
            (byte)height,
            (byte)(width >> 8),
            (byte)width,
            1,
            1,
            0x11,
            0,
            0xFF,
            0xDA,
            0,
            8,
            1,
            1,
            0,
            0,
            63,
            0,
            0x12,
            0xFF,
            0x00,
            0x34,
            0xFF,
            0xD0,
            0x56,
            0xFF,
            0xD9,
        ];

    public static byte[] Ofd() => Package(("OFD.xml", Latin("<ofd/>")), ("Doc_0/Document.xml", Latin("<doc/>")));

    public static byte[] Xlsx(params (string Name, byte[] Content)[] more) =>
        Package([("[Content_Types].xml", Latin("<Types/>")), ("xl/workbook.xml", Latin("<workbook/>")), .. more]);

    public static byte[] Package(params (string Name, byte[] Content)[] entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return packed.ToArray();
    }
}
