using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace QuestPDF.Tests;

internal sealed record PdfName(string Value);

internal sealed record PdfRef(int Number);

internal sealed record PdfString(byte[] Value, bool IsHex, int Digits)
{
    public string Text =>
        Value is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(Value, 2, Value.Length - 2) : Encoding.Latin1.GetString(Value);
}

/// <summary>An operator in a content stream, such as <c>Tj</c>.</summary>
internal sealed record PdfOperator(string Name);

internal sealed class PdfObject
{
    public required object? Value { get; set; }
    public byte[]? Raw { get; set; }

    public List<string> Faults { get; } = [];

    public Dictionary<string, object?> Entries => (Dictionary<string, object?>)Value!;

    public byte[] Data()
    {
        if (!Entries.TryGetValue("Filter", out var filter))
            return Raw!;
        Assert.Equal(new PdfName("FlateDecode"), filter);
        using var zlib = new ZLibStream(new MemoryStream(Raw!), CompressionMode.Decompress);
        using var data = new MemoryStream();
        zlib.CopyTo(data);
        return data.ToArray();
    }
}

/// <summary>
/// A parser of PDF files after ISO 32000-1 that shares no code with the writer under test. Faults in the file format are collected for
/// tests to check.
/// </summary>
internal sealed class PdfObjects
{
    private readonly byte[] data;
    private int at;

    public PdfObjects(byte[] data)
    {
        this.data = data;
        var text = Encoding.Latin1.GetString(data);
        var end = Regex.Match(text, @"startxref\n(\d+)\n%%EOF\n?$");
        if (!end.Success)
            throw new InvalidDataException("The file does not end with startxref and %%EOF.");
        var table = int.Parse(end.Groups[1].Value, CultureInfo.InvariantCulture);

        var head = Regex.Match(text[table..], @"^xref\n0 (\d+)\n");
        if (!head.Success)
            throw new InvalidDataException("The cross-reference is not where startxref says.");
        var count = int.Parse(head.Groups[1].Value, CultureInfo.InvariantCulture);
        var entries = table + head.Length;
        var places = new List<(int Offset, int Number)>();
        for (var number = 0; number < count; number++)
        {
            var entry = text.Substring(entries + 20 * number, 20);
            if (!Regex.IsMatch(entry, @"^\d{10} \d{5} [nf]( \n| \r|\r\n)$"))
                XrefFaults.Add($"Entry {number} is \"{entry}\".");
            if (entry[17] == 'n')
                places.Add((int.Parse(entry[..10], CultureInfo.InvariantCulture), number));
        }

        at = entries + 20 * count;
        Expect("trailer\n");
        Trailer = (Dictionary<string, object?>)Read()!;
        Expect("\nstartxref\n");

        // The objects must follow each other without gaps, from the header to the cross-reference table.
        places.Sort();
        HeaderEnd = places[0].Offset;
        for (var i = 0; i < places.Count; i++)
        {
            at = places[i].Offset;
            Objects.Add(places[i].Number, ReadObject(places[i].Number));
            var next = i + 1 < places.Count ? places[i + 1].Offset : table;
            if (at != next)
                XrefFaults.Add($"Between object {places[i].Number} and the next lie {next - at} bytes.");
        }
    }

    public byte[] Bytes => data;
    public int HeaderEnd { get; }
    public Dictionary<string, object?> Trailer { get; }
    public SortedDictionary<int, PdfObject> Objects { get; } = [];
    public List<string> XrefFaults { get; } = [];

    public Dictionary<string, object?> Catalog => Dictionary(Trailer["Root"])!;

    public List<Dictionary<string, object?>> Pages =>
        [.. ((List<object?>)Dictionary(Catalog["Pages"])!["Kids"]!).Select(k => Dictionary(k)!)];

    public object? Resolve(object? value) => value is PdfRef reference ? Objects[reference.Number].Value : value;

    public Dictionary<string, object?>? Dictionary(object? value) => Resolve(value) as Dictionary<string, object?>;

    public List<object?>? Array(object? value) => Resolve(value) as List<object?>;

    public PdfObject Stream(object? reference) => Objects[((PdfRef)reference!).Number];

    public string? Name(object? value) => (Resolve(value) as PdfName)?.Value;

    public IEnumerable<Dictionary<string, object?>> OfType(string type) =>
        Objects.Values.Select(o => o.Value).OfType<Dictionary<string, object?>>().Where(d => Name(d.GetValueOrDefault("Type")) == type);

    public List<object?> Operators(Dictionary<string, object?> page)
    {
        var reader = new PdfObjects(Stream(page["Contents"]).Data(), 0);
        var all = new List<object?>();
        while (reader.SkipSpace())
            all.Add(reader.Read());
        return all;
    }

    public IEnumerable<object?> AllValues() => Objects.Values.Select(o => o.Value).Append(Trailer).SelectMany(Inside);

    public static IEnumerable<object?> Inside(object? value)
    {
        yield return value;
        var inner = value switch
        {
            List<object?> list => list,
            Dictionary<string, object?> entries => entries.Keys.Select(k => (object?)new PdfName(k)).Concat(entries.Values),
            _ => [],
        };
        foreach (var one in inner.SelectMany(Inside))
            yield return one;
    }

    private PdfObjects(byte[] data, int at)
    {
        (this.data, this.at) = (data, at);
        Trailer = [];
    }

    private PdfObject ReadObject(int number)
    {
        Expect($"{number} 0 obj\n");
        var found = new PdfObject { Value = Read() };
        if (Skip("\nstream"))
        {
            if (!Skip("\r\n") && !Skip("\n"))
                found.Faults.Add("The word stream is not followed by CR LF or LF.");
            var length = (int)(long)found.Entries["Length"]!;
            found.Raw = data[at..(at + length)];
            at += length;
            if (!Skip("\nendstream"))
            {
                found.Faults.Add("After the stated length there is no line end with endstream.");
                at = data.AsSpan(at).IndexOf("endstream"u8) + at + 9;
            }
        }
        if (!Skip("\nendobj\n"))
            throw new InvalidDataException($"Object {number} does not end on a line of its own at {at}.");
        return found;
    }

    private object? Read()
    {
        SkipSpace();
        if (Skip("<<"))
        {
            var entries = new Dictionary<string, object?>();
            while (SkipSpace() && !Skip(">>"))
                entries.Add(((PdfName)Read()!).Value, Read());
            return entries;
        }
        if (Skip("["))
        {
            var list = new List<object?>();
            while (SkipSpace() && !Skip("]"))
                list.Add(Read());
            return list;
        }
        switch ((char)data[at])
        {
            case '/':
                at++;
                return new PdfName(Regex.Replace(Word(), "#([0-9A-F]{2})", m => $"{(char)Convert.ToByte(m.Groups[1].Value, 16)}"));
            case '<':
                return Hex();
            case '(':
                return Literal();
        }
        var word = Word();
        if (long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            var reference = Regex.Match(Encoding.Latin1.GetString(data, at, Math.Min(10, data.Length - at)), @"^ 0 R(?![A-Za-z])");
            if (!reference.Success)
                return integer;
            at += reference.Length;
            return new PdfRef((int)integer);
        }
        if (
            double.TryParse(
                word,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var real
            )
        )
            return real;
        return word switch
        {
            "true" => true,
            "false" => false,
            "null" => null,
            _ => new PdfOperator(word),
        };
    }

    private PdfString Hex()
    {
        var end = System.Array.IndexOf(data, (byte)'>', at);
        var digits = string.Concat(Encoding.Latin1.GetString(data, at + 1, end - at - 1).Where(c => !char.IsWhiteSpace(c)));
        at = end + 1;
        return new PdfString(Convert.FromHexString(digits.Length % 2 == 0 ? digits : digits + "0"), true, digits.Length);
    }

    private PdfString Literal()
    {
        var (open, value) = (0, new List<byte>());
        for (; ; at++)
        {
            if (data[at] == '\\')
                value.Add(data[++at]);
            else if (data[at] == '(' && open++ == 0)
                continue;
            else if (data[at] == ')' && --open == 0)
                break;
            else
                value.Add(data[at]);
        }
        at++;
        return new PdfString([.. value], false, 0);
    }

    private string Word()
    {
        var start = at;
        while (at < data.Length && data[at] > 32 && !"()<>[]{}/%".Contains((char)data[at]))
            at++;
        if (at == start)
            throw new InvalidDataException($"No object at byte {at}.");
        return Encoding.Latin1.GetString(data, start, at - start);
    }

    private bool SkipSpace()
    {
        while (at < data.Length && data[at] <= 32)
            at++;
        return at < data.Length;
    }

    private bool Skip(string text)
    {
        if (!data.AsSpan(at).StartsWith(Encoding.Latin1.GetBytes(text)))
            return false;
        at += text.Length;
        return true;
    }

    private void Expect(string text)
    {
        if (!Skip(text))
            throw new InvalidDataException($"At byte {at} there should be \"{text}\".");
    }
}
