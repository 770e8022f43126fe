namespace TechTransfer.Pdf.Reading;

/// <summary>Reads all cross references of a file, from its end back to its oldest revision (ISO 32000-1, 7.5.4, 7.5.8). Never repairs a
/// damaged file: it throws instead.</summary>
internal sealed class CrossReferenceReader(ReadOnlyMemory<byte> file, ReadingBudget budget)
{
    private const int EndOfFileZone = 1024;
    private const int MaxObjectNumber = 8_388_607;

    /// <summary>Reads all sections, newest first; <paramref name="start"/> is the offset of the newest.</summary>
    public List<CrossReferenceSection> ReadAll(out int start)
    {
        start = LastStart();
        var sections = new List<CrossReferenceSection>();
        var seen = new HashSet<int>();
        for (int? next = start; next is { } offset; )
        {
            if (!seen.Add(offset))
                throw PdfException.Broken("The file's cross references lead in a circle.");
            if (seen.Count > ReadingBudget.MaxSections)
                throw PdfException.TooComplex("The file has been updated too often.");
            var section = Read(offset);
            if (section.Trailer.Entries.ContainsKey("Encrypt"))
                throw new PdfException(PdfProblem.Encrypted, "The file is encrypted.");
            sections.Add(section);
            next = Offset(section.Trailer["Prev"]);
        }
        return sections;
    }

    /// <summary>The offset after the last <c>startxref</c>, which must be followed by <c>%%EOF</c>.</summary>
    private int LastStart()
    {
        var zone = Math.Max(0, file.Length - EndOfFileZone);
        var at = file.Span[zone..].LastIndexOf("startxref"u8);
        if (at < 0)
            throw PdfException.Broken("The file does not end as a PDF does: “startxref” is missing.");
        var parser = new ObjectParser(file.Span, zone + at + "startxref".Length, budget);
        var start = parser.Integer();
        var rest = file.Span[parser.Position..];
        while (!rest.IsEmpty && Characters.IsWhiteSpace(rest[0]))
            rest = rest[1..];
        if (!rest.StartsWith("%%EOF"u8))
            throw PdfException.Broken("The file does not end as a PDF does: “%%EOF” is missing.");
        return start;
    }

    private CrossReferenceSection Read(int offset)
    {
        var parser = At(offset);
        if (!parser.TryKeyword("xref"u8))
            return ReadStream(offset);

        var entries = new Dictionary<int, CrossReference>();
        var free = new List<int>();
        while (!parser.TryKeyword("trailer"u8))
        {
            var (first, count) = (parser.Integer(), parser.Integer());
            budget.ChargeEntries(count);
            CheckNumbers(first, count);
            for (var number = first; number < first + count; number++)
            {
                var (place, generation) = (parser.Integer(), parser.Integer());
                if (parser.TryKeyword("n"u8))
                    entries.TryAdd(number, new(EntryKind.InFile, place, generation));
                else
                {
                    parser.Keyword("f"u8);
                    free.Add(number);
                }
            }
        }
        if (parser.Value() is not PdfDictionary trailer)
            throw PdfException.Broken("A trailer is not a dictionary.");

        // In a hybrid file, the table marks objects as free that only the cross-reference stream lists, to hide them from old readers.
        if (trailer.Entries.ContainsKey("XRefStm"))
        {
            foreach (var (number, entry) in ReadStream(Offset(trailer["XRefStm"]) ?? -1).Entries)
                entries.TryAdd(number, entry);
        }
        foreach (var number in free)
            entries.TryAdd(number, default);
        return new(offset, false, entries, trailer);
    }

    private CrossReferenceSection ReadStream(int offset)
    {
        var parser = At(offset);
        if (parser.IndirectObject().Value is not PdfStream stream || stream.Dictionary["Type"] is not PdfName { Value: "XRef" })
        {
            throw PdfException.Broken("There are no cross references where they have to stand.");
        }
        var dictionary = stream.Dictionary;
        var data = StreamData.Unpack(file, stream, Count(dictionary["Length"]), budget);
        if (dictionary["W"] is not PdfArray { Items: [var w0, var w1, var w2] })
            throw PdfException.Broken("The cross references have no widths.");
        var (kindWidth, placeWidth, detailWidth) = (Count(w0), Count(w1), Count(w2));
        var width = kindWidth + placeWidth + detailWidth;
        if (kindWidth > 4 || placeWidth is 0 or > 8 || detailWidth > 8)
            throw PdfException.Broken("The cross references have impossible widths.");

        var entries = new Dictionary<int, CrossReference>();
        var at = 0;
        foreach (var (first, count) in Ranges(dictionary))
        {
            budget.ChargeEntries(count);
            CheckNumbers(first, count);
            if ((long)count * width > data.Length - at)
                throw PdfException.Broken("The cross references are shorter than they say.");
            for (var number = first; number < first + count; number++, at += width)
            {
                var kind = kindWidth == 0 ? 1 : Field(data, at, kindWidth);
                var place = Field(data, at + kindWidth, placeWidth);
                var detail = Field(data, at + kindWidth + placeWidth, detailWidth);
                var entry = kind switch
                {
                    0 => default,
                    1 => new CrossReference(EntryKind.InFile, Narrow(place), Narrow(detail)),
                    2 => new CrossReference(EntryKind.InStream, Narrow(place), Narrow(detail)),
                    _ => throw PdfException.Broken("A cross reference is of an unknown kind."),
                };
                entries.TryAdd(number, entry);
            }
        }
        return new(offset, true, entries, dictionary);
    }

    private static IEnumerable<(int First, int Count)> Ranges(PdfDictionary dictionary)
    {
        if (dictionary["Index"] is not { } index)
            return [(0, Count(dictionary["Size"]))];
        if (index is not PdfArray { Items: var items } || items.Count % 2 != 0)
            throw PdfException.Broken("The cross references have no proper index.");
        return Enumerable.Range(0, items.Count / 2).Select(i => (Count(items[2 * i]), Count(items[2 * i + 1])));
    }

    private ObjectParser At(int offset)
    {
        if (offset < 0 || offset >= file.Length)
            throw PdfException.Broken("The cross references do not stand inside the file.");
        return new(file.Span, offset, budget);
    }

    private static void CheckNumbers(int first, int count)
    {
        // Limits the memory that a small file can demand; no reader supports more objects.
        if (first > MaxObjectNumber || count > MaxObjectNumber)
            throw PdfException.Broken("The cross references name impossible objects.");
    }

    private static int? Offset(PdfObject? value) =>
        value switch
        {
            null => null,
            PdfInteger { Value: >= 0 and <= int.MaxValue and var offset } => (int)offset,
            _ => throw PdfException.Broken("The place of the older cross references is not a number."),
        };

    private static int Count(PdfObject? value) =>
        value is PdfInteger { Value: >= 0 and <= int.MaxValue and var count }
            ? (int)count
            : throw PdfException.Broken("The cross references are described wrongly.");

    private static long Field(byte[] data, int at, int width)
    {
        var value = 0L;
        for (var i = 0; i < width; i++)
            value = (value << 8) | data[at + i];
        return value;
    }

    private static int Narrow(long value) =>
        value is >= 0 and <= int.MaxValue ? (int)value : throw PdfException.Broken("A cross reference leads out of the file.");
}
