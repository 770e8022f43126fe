namespace TechTransfer.Pdf.Reading;

/// <summary>A value in PDF syntax (ISO 32000-1, 7.3).</summary>
internal abstract class PdfObject;

internal sealed class PdfNull : PdfObject
{
    public static readonly PdfNull Value = new();
}

internal sealed class PdfBoolean(bool value) : PdfObject
{
    public bool Value { get; } = value;
}

internal sealed class PdfInteger(long value) : PdfObject
{
    public long Value { get; } = value;
}

/// <summary>A number that is not an integer; keeps its original spelling.</summary>
internal sealed class PdfReal(string text) : PdfObject
{
    public string Text { get; } = text;
}

internal sealed class PdfName(string value) : PdfObject
{
    /// <summary>The name without its slash, escapes decoded, one character per byte.</summary>
    public string Value { get; } = value;
}

/// <param name="value">The string's bytes, decoded.</param>
/// <param name="start">Offset of the opening bracket in the parsed bytes.</param>
/// <param name="end">Offset after the closing bracket.</param>
internal sealed class PdfString(byte[] value, int start, int end) : PdfObject
{
    public byte[] Value { get; } = value;

    public int Start { get; } = start;

    public int End { get; } = end;
}

internal sealed class PdfArray(List<PdfObject> items) : PdfObject
{
    public List<PdfObject> Items { get; } = items;
}

internal sealed class PdfReference(int number, int generation) : PdfObject
{
    public int Number { get; } = number;

    public int Generation { get; } = generation;
}

internal sealed class PdfDictionary : PdfObject
{
    /// <summary>The entries in the order of the file.</summary>
    public OrderedDictionary<string, PdfObject> Entries { get; } = [];

    /// <summary>True when the file repeats a key, whose value then depends on the reader.</summary>
    public bool HasDuplicateKeys { get; set; }

    public PdfObject? this[string key] => Entries.GetValueOrDefault(key);

    public PdfDictionary Copy()
    {
        var copy = new PdfDictionary();
        foreach (var (key, value) in Entries)
            copy.Entries[key] = value;
        return copy;
    }
}

/// <param name="dictionary">The stream's dictionary.</param>
/// <param name="dataStart">Offset of the data in the parsed bytes; the dictionary states their length.</param>
internal sealed class PdfStream(PdfDictionary dictionary, int dataStart) : PdfObject
{
    public PdfDictionary Dictionary { get; } = dictionary;

    public int DataStart { get; } = dataStart;
}
