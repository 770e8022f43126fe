namespace TechTransfer.Pdf.Reading;

/// <summary>A PDF file, or an earlier revision of it, which is the file's beginning up to some length. Objects are parsed on
/// demand.</summary>
internal sealed class PdfFile
{
    private readonly ReadingBudget budget;
    private readonly List<CrossReferenceSection> sections;
    private readonly Dictionary<int, ObjectStream> objectStreams;

    private PdfFile(
        ReadOnlyMemory<byte> bytes,
        ReadingBudget budget,
        List<CrossReferenceSection> sections,
        Dictionary<int, ObjectStream> objectStreams
    ) => (Bytes, this.budget, this.sections, this.objectStreams) = (bytes, budget, sections, objectStreams);

    public ReadOnlyMemory<byte> Bytes { get; }

    public PdfDictionary Trailer => sections[0].Trailer;

    public IReadOnlyList<CrossReferenceSection> Sections => sections;

    public static PdfFile Open(ReadOnlyMemory<byte> bytes, ReadingBudget budget)
    {
        if (!bytes.Span.StartsWith("%PDF-"u8))
            throw new PdfException(PdfProblem.NotPdf, "The file does not begin with “%PDF-”.");
        var sections = new CrossReferenceReader(bytes, budget).ReadAll(out _);
        return new(bytes, budget, sections, []);
    }

    /// <summary>The revision of the file that ended at <paramref name="length"/> bytes. Its cross references must be part of this file's
    /// chain and lie within the revision; otherwise this throws.</summary>
    public PdfFile Revision(int length)
    {
        if (length == Bytes.Length)
            return this;
        var bytes = Bytes[..length];
        var older = new CrossReferenceReader(bytes, budget).ReadAll(out var start);
        var first = sections.FindIndex(s => s.Offset == start);
        if (first < 0 || sections.Count - first != older.Count)
            throw PdfException.Broken("The file's later cross references leave out earlier ones.");
        return new(bytes, budget, older, []);
    }

    /// <summary>Where an object is stored; null if there is no object of this number.</summary>
    public CrossReference? Find(int number)
    {
        foreach (var section in sections)
        {
            if (section.Entries.TryGetValue(number, out var entry))
                return entry.Kind == EntryKind.Free ? null : entry;
        }
        return null;
    }

    /// <summary>Parses an object; <see cref="PdfNull"/> if there is none of this number.</summary>
    /// <param name="number">Object number.</param>
    /// <param name="entry">Where the object is stored; <c>default</c> if there is none.</param>
    public PdfObject Get(int number, out CrossReference entry)
    {
        if (Find(number) is not { } found)
        {
            entry = default;
            return PdfNull.Value;
        }
        entry = found;
        return found.Kind == EntryKind.InFile ? ReadAt(found.Place, number, found.Detail) : Packed(found.Place).Get(number, found.Detail);
    }

    public PdfObject Get(int number) => Get(number, out _);

    /// <summary>Follows references to the value itself; null if it is missing or the PDF null.</summary>
    public PdfObject? Resolve(PdfObject? value)
    {
        for (var depth = 0; value is PdfReference reference; depth++)
        {
            if (depth > ReadingBudget.MaxDepth)
                throw PdfException.Broken("A reference leads in a circle.");
            value = Get(reference.Number);
        }
        return value is PdfNull ? null : value;
    }

    public PdfDictionary? Dictionary(PdfObject? value) => Resolve(value) as PdfDictionary;

    public (PdfReference Reference, PdfDictionary Dictionary) Catalog() =>
        Trailer["Root"] is PdfReference root && Dictionary(root) is { } catalog
            ? (root, catalog)
            : throw PdfException.Broken("The file has no catalog.");

    private PdfObject ReadAt(int offset, int number, int generation)
    {
        if (offset >= Bytes.Length)
            throw PdfException.Broken($"Object {number} does not stand inside the file.");
        var parser = new ObjectParser(Bytes.Span, offset, budget);
        var (foundNumber, foundGeneration, value) = parser.IndirectObject();
        if (foundNumber != number || foundGeneration != generation)
            throw PdfException.Broken($"Object {number} does not stand where the cross references say.");
        return value;
    }

    private ObjectStream Packed(int number)
    {
        if (objectStreams.TryGetValue(number, out var known))
            return known;
        if (Find(number) is not { Kind: EntryKind.InFile } entry || ReadAt(entry.Place, number, entry.Detail) is not PdfStream stream)
        {
            throw PdfException.Broken($"Object stream {number} is missing.");
        }
        // The length may be an indirect object, but not a compressed one, which could be in this very stream.
        var length = stream.Dictionary["Length"] is PdfReference reference
            ? Find(reference.Number) is { Kind: EntryKind.InFile } place
                ? ReadAt(place.Place, reference.Number, place.Detail)
                : null
            : stream.Dictionary["Length"];
        if (length is not PdfInteger { Value: >= 0 and <= int.MaxValue and var bytes })
            throw PdfException.Broken($"Object stream {number} has no length.");
        return objectStreams[number] = new(StreamData.Unpack(Bytes, stream, (int)bytes, budget), stream.Dictionary, budget);
    }
}
