namespace TechTransfer.Pdf.Reading;

/// <summary>
/// A PDF as it was at some time: the whole file, or the part of it that an earlier revision consisted of. Objects are read when they are
/// asked for.
/// </summary>
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

    /// <summary>The trailer that counts.</summary>
    public PdfDictionary Trailer => sections[0].Trailer;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<CrossReferenceSection> Sections => sections;

    public static PdfFile Open(ReadOnlyMemory<byte> bytes, ReadingBudget budget)
    {
        if (!bytes.Span.StartsWith("%PDF-"u8))
            throw new PdfException(PdfProblem.NotPdf, "The file does not begin with “%PDF-”.");
        var sections = new CrossReferenceReader(bytes, budget).ReadAll(out _);
        return new(bytes, budget, sections, []);
    }

    /// <summary>
    /// The file as it was when it ended at <paramref name="length"/> bytes. Its cross references have to be part of this file's own chain,
    /// and to stand inside the revision.
    /// </summary>
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

    /// <summary>Where an object stands, or null if there is none of this number.</summary>
    public CrossReference? Find(int number)
    {
        foreach (var section in sections)
        {
            if (section.Entries.TryGetValue(number, out var entry))
                return entry.Kind == EntryKind.Free ? null : entry;
        }
        return null;
    }

    /// <summary>An object by its number; <see cref="PdfNull"/> if there is none.</summary>
    /// <param name="number">The object's number.</param>
    /// <param name="entry">Where it stands; <c>default</c> if nowhere.</param>
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

    /// <summary>The value itself, or what it refers to.</summary>
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

    /// <summary>The dictionary that the value is or refers to, or null.</summary>
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
        // Its length may be an object of its own, but no packed one: that could need this very stream.
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
