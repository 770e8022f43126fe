namespace TechTransfer.Pdf.Reading;

/// <summary>A value of a PDF file (ISO 32000-1, 7.3).</summary>
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

/// <summary>A number that is no whole one, kept as it is spelt.</summary>
internal sealed class PdfReal(string text) : PdfObject
{
    public string Text { get; } = text;
}

internal sealed class PdfName(string value) : PdfObject
{
    /// <summary>Without the slash, escapes resolved, one character for each byte.</summary>
    public string Value { get; } = value;
}

/// <param name="value">The bytes that the string stands for.</param>
/// <param name="start">Where its first bracket stands in what was parsed.</param>
/// <param name="end">Behind its last bracket.</param>
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
    /// <summary>In the order of the file.</summary>
    public OrderedDictionary<string, PdfObject> Entries { get; } = [];

    /// <summary>A key stood there twice: readers disagree about which one counts.</summary>
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

/// <param name="dictionary">What it says about itself.</param>
/// <param name="dataStart">Where the data begin in what was parsed; their length is the dictionary's to say.</param>
internal sealed class PdfStream(PdfDictionary dictionary, int dataStart) : PdfObject
{
    public PdfDictionary Dictionary { get; } = dictionary;

    public int DataStart { get; } = dataStart;
}
