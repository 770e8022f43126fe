using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TechTransfer.Pdf.Reading;

namespace TechTransfer.Pdf.Signing;

/// <summary>Appends objects to a PDF without changing its existing bytes (ISO 32000-1, 7.5.6). Writes a cross-reference table or stream,
/// whichever the file uses.</summary>
internal sealed class IncrementalUpdate : IDisposable
{
    private static readonly string[] OfOneSectionOnly =
    [
        "Prev",
        "XRefStm",
        "Size",
        "ID",
        "Type",
        "W",
        "Index",
        "Length",
        "Filter",
        "DecodeParms",
    ];

    private readonly PdfFile file;
    private readonly MemoryStream output;
    private readonly SortedDictionary<int, (int Offset, int Generation)> written = [];
    private int size;

    public IncrementalUpdate(PdfFile file, int roomFor)
    {
        this.file = file;
        output = new MemoryStream(file.Bytes.Length + roomFor);
        output.Write(file.Bytes.Span);
        if (file.Bytes.Span[^1] is not ((byte)'\n' or (byte)'\r'))
            output.WriteByte((byte)'\n');

        // The trailer of some files states a smaller number of objects than the file has.
        size = file.Trailer["Size"] is PdfInteger { Value: > 0 and < int.MaxValue and var named } ? (int)named : 1;
        foreach (var section in file.Sections)
        {
            foreach (var number in section.Entries.Keys)
                size = Math.Max(size, number + 1);
        }
    }

    /// <summary>Reserves an object number, so that objects can refer to each other before they are written.</summary>
    public PdfReference Reserve() => new(size++, 0);

    public PdfReference Add(PdfObject value)
    {
        var reference = Reserve();
        Set(reference, value);
        return reference;
    }

    public void Set(PdfReference reference, PdfObject value) => Set(reference, ObjectWriter.Text(value));

    /// <returns>Offset of the value's first byte in the file.</returns>
    public int Set(PdfReference reference, string value)
    {
        var start = Begin(reference);
        Write(value);
        Write("\nendobj\n");
        return start;
    }

    public PdfReference AddStream(PdfDictionary dictionary, ReadOnlySpan<byte> data)
    {
        var reference = Reserve();
        dictionary.Entries["Length"] = new PdfInteger(data.Length);
        Begin(reference);
        Write(ObjectWriter.Text(dictionary));
        Write("\nstream\n");
        output.Write(data);
        Write("\nendstream\nendobj\n");
        return reference;
    }

    /// <summary>Writes the cross references and returns the whole file, update included.</summary>
    public byte[] Finish()
    {
        var newest = file.Sections[0];
        var trailer = new PdfDictionary();
        foreach (var (key, value) in newest.Trailer.Entries)
        {
            if (!OfOneSectionOnly.Contains(key))
                trailer.Entries[key] = value;
        }
        trailer.Entries["ID"] = Identifier();
        trailer.Entries["Prev"] = new PdfInteger(newest.Offset);

        var start = (int)output.Length;
        if (newest.IsStream)
            WriteStream(trailer);
        else
            WriteTable(trailer);
        Write(string.Create(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF\n"));
        return output.ToArray();
    }

    public void Dispose() => output.Dispose();

    private void WriteTable(PdfDictionary trailer)
    {
        Write("xref\n");
        foreach (var run in Runs())
        {
            Write(string.Create(CultureInfo.InvariantCulture, $"{run[0]} {run.Count}\n"));
            foreach (var number in run)
                Write(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{written[number].Offset:0000000000} {written[number].Generation:00000} n \n"
                    )
                );
        }
        trailer.Entries["Size"] = new PdfInteger(size);
        Write($"trailer\n{ObjectWriter.Text(trailer)}\n");
    }

    private void WriteStream(PdfDictionary trailer)
    {
        // A cross-reference stream is an object too, so it needs an entry for itself.
        var reference = Reserve();
        written[reference.Number] = ((int)output.Length, 0);
        using var rows = new MemoryStream();
        foreach (var (offset, generation) in written.Values)
        {
            rows.Write([
                1,
                (byte)(offset >> 24),
                (byte)(offset >> 16),
                (byte)(offset >> 8),
                (byte)offset,
                (byte)(generation >> 8),
                (byte)generation,
            ]);
        }
        trailer.Entries["Type"] = new PdfName("XRef");
        trailer.Entries["Size"] = new PdfInteger(size);
        trailer.Entries["W"] = new PdfArray([new PdfInteger(1), new PdfInteger(4), new PdfInteger(2)]);
        trailer.Entries["Index"] = new PdfArray([
            .. Runs().SelectMany(run => (PdfObject[])[new PdfInteger(run[0]), new PdfInteger(run.Count)]),
        ]);
        trailer.Entries["Length"] = new PdfInteger(rows.Length);
        Begin(reference);
        Write($"{ObjectWriter.Text(trailer)}\nstream\n");
        output.Write(rows.GetBuffer().AsSpan(0, (int)rows.Length));
        Write("\nendstream\nendobj\n");
    }

    /// <summary>The numbers of the written objects, grouped into runs of consecutive numbers.</summary>
    private List<List<int>> Runs()
    {
        var runs = new List<List<int>>();
        foreach (var number in written.Keys)
        {
            if (runs.Count == 0 || runs[^1][^1] != number - 1)
                runs.Add([]);
            runs[^1].Add(number);
        }
        return runs;
    }

    /// <summary>The file identifier: the first half identifies the document and stays, the second half identifies this version.</summary>
    private PdfArray Identifier()
    {
        var version = new PdfString(SHA256.HashData(output.GetBuffer().AsSpan(0, (int)output.Length))[..16], 0, 0);
        var document = file.Resolve(file.Trailer["ID"]) is PdfArray { Items: [PdfString first, ..] } ? first : version;
        return new([document, version]);
    }

    private int Begin(PdfReference reference)
    {
        written[reference.Number] = ((int)output.Length, reference.Generation);
        Write(string.Create(CultureInfo.InvariantCulture, $"{reference.Number} {reference.Generation} obj\n"));
        return (int)output.Length;
    }

    private void Write(string text) => output.Write(Encoding.Latin1.GetBytes(text));
}
