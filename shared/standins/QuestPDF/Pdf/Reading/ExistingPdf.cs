using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace QuestPDF.Pdf.Reading;

/// <summary>An existing PDF file in which some objects are changed; the others are copied byte for byte. Supports only what this library
/// writes: encrypted files and compressed cross references are refused.</summary>
internal sealed class ExistingPdf
{
    private readonly byte[] data;
    private readonly SortedDictionary<int, int> offsets = [];
    private readonly Dictionary<int, byte[]> changed = [];
    private readonly PdfDictionary trailer;
    private int size;

    public ExistingPdf(byte[] data)
    {
        this.data = data;
        var text = data.AsSpan(Math.Max(0, data.Length - 1024));
        var start = text.LastIndexOf("startxref"u8);
        if (start < 0)
            throw new InvalidDataException("The file does not end like a PDF file.");

        var next = new PdfSyntax(data, data.Length - text.Length + start + "startxref".Length).Number();
        PdfDictionary? newest = null;
        var seen = new HashSet<int>();
        while (seen.Add(next))
        {
            var section = ReadSection(next);
            newest ??= section;
            if (section["/Prev"] is not PdfAtom previous)
                break;
            next = int.Parse(previous.Spelling, CultureInfo.InvariantCulture);
        }
        trailer = newest!;
        if (trailer["/Encrypt"] is not null)
            throw new NotSupportedException("The file is encrypted.");
        size = offsets.Keys.Max() + 1;
        foreach (var free in offsets.Where(o => o.Value < 0).Select(o => o.Key).ToList())
            offsets.Remove(free);
        Catalog = Object(RootNumber) as PdfDictionary ?? throw new InvalidDataException("The PDF file has no catalog.");
    }

    public PdfDictionary Catalog { get; }

    private int RootNumber =>
        trailer["/Root"] is PdfReference root ? root.Number : throw new InvalidDataException("The PDF file has no catalog.");

    public object? Resolve(object? value) => value is PdfReference reference ? Object(reference.Number) : value;

    public byte[] StreamOf(PdfReference reference)
    {
        var (dictionary, content, _) = Parse(reference.Number);
        if (((PdfDictionary)dictionary)["/Filter"] is not null)
            throw new NotSupportedException("The metadata of the file are compressed.");
        return content!;
    }

    public PdfReference Add(string value) => Store(size++, Encoding.Latin1.GetBytes($"{value}\n"));

    public PdfReference AddStream(string entries, ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(content);
        return SetRawStream(size++, $"{entries} /Filter /FlateDecode", packed.ToArray());
    }

    public PdfReference SetRawStream(int number, string entries, ReadOnlySpan<byte> content) =>
        Store(
            number,
            [.. Encoding.Latin1.GetBytes($"<< {entries} /Length {content.Length} >>\nstream\n"), .. content, .. "\nendstream\n"u8]
        );

    public void Remove(PdfReference reference)
    {
        offsets.Remove(reference.Number);
        changed.Remove(reference.Number);
    }

    public byte[] Save()
    {
        Store(RootNumber, Encoding.Latin1.GetBytes($"{Catalog}\n"));
        using var output = new MemoryStream();
        output.Write(data.AsSpan(0, offsets.Values.Where(o => o > 0).Min()));
        var written = new long[size];
        foreach (var number in offsets.Keys.Union(changed.Keys).Order())
        {
            written[number] = output.Length;
            output.Write(Encoding.ASCII.GetBytes($"{number} 0 obj\n"));
            if (changed.TryGetValue(number, out var own))
                output.Write(own);
            else
            {
                var (start, end) = Parse(number).Place;
                output.Write(data.AsSpan(start, end - start));
            }
            output.Write("endobj\n"u8);
        }

        var id = Convert.ToHexString(SHA256.HashData(output.GetBuffer().AsSpan(0, (int)output.Length)).AsSpan(0, 16));
        var first = Resolve(trailer["/ID"]) is PdfArray { Items: [PdfAtom original, ..] } ? original.Spelling : $"<{id}>";
        var info = trailer["/Info"] is PdfReference reference ? $" /Info {reference}" : "";
        var table = new StringBuilder($"xref\n0 {size}\n");
        for (var number = 0; number < size; number++)
        {
            // Each unused number refers to the next unused one, and the last to 0.
            table.Append(
                written[number] > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"{written[number]:0000000000} 00000 n \n")
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Math.Max(0, Array.FindIndex(written, number + 1, w => w == 0)):0000000000} 65535 f \n"
                    )
            );
        }
        table.Append(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {size} /Root {RootNumber} 0 R{info} /ID [{first} <{id}>] >>\nstartxref\n{output.Length}\n%%EOF\n"
        );
        output.Write(Encoding.Latin1.GetBytes(table.ToString()));
        return output.ToArray();
    }

    private PdfReference Store(int number, byte[] content)
    {
        changed[number] = content;
        return new PdfReference(number, 0);
    }

    private object Object(int number) => Parse(number).Value;

    private (object Value, byte[]? Content, (int Start, int End) Place) Parse(int number)
    {
        // Added and changed objects are parsed from their new bytes.
        if (changed.TryGetValue(number, out var own))
        {
            var change = new PdfSyntax(own, 0);
            var added = change.Read();
            return (
                added,
                change.TryKeyword("stream")
                    ? change.StreamData(int.Parse(((PdfDictionary)added)["/Length"]!.ToString()!, CultureInfo.InvariantCulture)).ToArray()
                    : null,
                default
            );
        }
        if (!offsets.TryGetValue(number, out var offset))
            return (new PdfAtom("null"), null, default);
        var syntax = new PdfSyntax(data, offset);
        if (syntax.Number() != number || syntax.Number() != 0 || !syntax.TryKeyword("obj"))
            throw new InvalidDataException($"Object {number} of the PDF file is not where it should be.");

        syntax.SkipSpace();
        var start = syntax.At;
        var value = syntax.Read();
        byte[]? content = null;
        if (syntax.TryKeyword("stream"))
        {
            if (
                value is not PdfDictionary entries
                || Resolve(entries["/Length"]) is not PdfAtom length
                || !int.TryParse(length.Spelling, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            )
            {
                throw new InvalidDataException($"Stream {number} of the PDF file has no length.");
            }
            content = syntax.StreamData(count).ToArray();
            if (!syntax.TryKeyword("endstream"))
                throw new InvalidDataException($"Stream {number} of the PDF file has another length than it says.");
        }
        if (!syntax.TryKeyword("endobj"))
            throw new InvalidDataException($"Object {number} of the PDF file does not end.");
        return (value, content, (start, syntax.At - "endobj".Length));
    }

    private PdfDictionary ReadSection(int offset)
    {
        if (offset >= data.Length)
            throw new InvalidDataException("The cross-reference lies outside the PDF file.");
        var syntax = new PdfSyntax(data, offset);
        if (!syntax.TryKeyword("xref"))
            throw new NotSupportedException("The file has a compressed cross-reference.");
        while (!syntax.TryKeyword("trailer"))
        {
            var (first, count) = (syntax.Number(), syntax.Number());
            for (var i = 0; i < count; i++)
            {
                var (at, generation, kind) = (syntax.Number(), syntax.Number(), syntax.Token());
                // Newer sections are read first and take precedence.
                offsets.TryAdd(first + i, kind == "n" ? at : -1);
                if (kind == "n" && generation != 0)
                    throw new NotSupportedException("The file uses object numbers again.");
            }
        }
        var section = syntax.Read() as PdfDictionary ?? throw new InvalidDataException("The PDF file has no trailer.");
        if (section["/XRefStm"] is not null)
            throw new NotSupportedException("The file has a compressed cross-reference.");
        return section;
    }
}
