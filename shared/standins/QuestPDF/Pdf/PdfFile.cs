using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace QuestPDF.Pdf;

/// <summary>Writes the file structure of PDF 1.7: numbered objects, cross-reference table, trailer.</summary>
internal sealed class PdfFile : IDisposable
{
    private readonly MemoryStream output = new();
    private readonly List<long> offsets = [0];
    private readonly bool compresses;

    public PdfFile(bool compresses)
    {
        this.compresses = compresses;
        // Four bytes above 127 make file transfer programs treat the file as binary.
        Write("%PDF-1.7\n%");
        output.Write([0xE2, 0xE3, 0xCF, 0xD3]);
        Write("\n");
    }

    /// <summary>Reserves an object number, so that objects can refer to each other before they are written.</summary>
    public int Reserve()
    {
        offsets.Add(-1);
        return offsets.Count - 1;
    }

    public int Add(string value)
    {
        var number = Reserve();
        Set(number, value);
        return number;
    }

    public void Set(int number, string value)
    {
        Begin(number);
        Write(value);
        Write("\nendobj\n");
    }

    /// <param name="entries">Dictionary entries without brackets, length and filter; may be empty.</param>
    public int AddStream(string entries, ReadOnlySpan<byte> data)
    {
        if (!compresses)
            return AddRawStream(entries, data);

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(data);
        return AddRawStream($"{entries} /Filter /FlateDecode".TrimStart(), packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    public int AddRawStream(string entries, ReadOnlySpan<byte> data)
    {
        var number = Reserve();
        Begin(number);
        Write($"<< {$"{entries} /Length {data.Length}".TrimStart()} >>\nstream\n");
        output.Write(data);
        Write("\nendstream\nendobj\n");
        return number;
    }

    public byte[] Finish(int catalog, int info)
    {
        // The identifier is a hash of the content, so that equal documents have equal bytes.
        var id = Convert.ToHexString(SHA256.HashData(output.GetBuffer().AsSpan(0, (int)output.Length)).AsSpan(0, 16));
        var start = output.Length;
        Write($"xref\n0 {offsets.Count}\n0000000000 65535 f \n");
        for (var i = 1; i < offsets.Count; i++)
        {
            if (offsets[i] < 0)
                throw new InvalidOperationException($"Object {i} was reserved but never written.");
            Write(string.Create(CultureInfo.InvariantCulture, $"{offsets[i]:0000000000} 00000 n \n"));
        }
        Write(
            $"trailer\n<< /Size {offsets.Count} /Root {catalog} 0 R /Info {info} 0 R /ID [<{id}> <{id}>] >>\nstartxref\n{start}\n%%EOF\n"
        );
        return output.ToArray();
    }

    public void Dispose() => output.Dispose();

    private void Begin(int number)
    {
        offsets[number] = output.Length;
        Write($"{number} 0 obj\n");
    }

    private void Write(string text) => output.Write(Encoding.ASCII.GetBytes(text));
}
