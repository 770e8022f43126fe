using System.Globalization;
using System.Text;

namespace QuestPDF.Pdf.Reading;

internal readonly record struct PdfReference(int Number, int Generation)
{
    public override string ToString() => $"{Number} {Generation} R";
}

/// <summary>A number, string, name, true, false or null, in its original spelling.</summary>
internal sealed record PdfAtom(string Spelling)
{
    public override string ToString() => Spelling;
}

internal sealed class PdfArray(IEnumerable<object> items)
{
    public List<object> Items { get; } = [.. items];

    public override string ToString() => $"[{string.Join(' ', Items)}]";
}

internal sealed class PdfDictionary
{
    private readonly List<(string Key, object Value)> entries = [];

    /// <param name="key">Key with its slash.</param>
    public object? this[string key]
    {
        get => entries.Find(e => e.Key == key).Value;
        set
        {
            var index = entries.FindIndex(e => e.Key == key);
            if (index >= 0)
                entries.RemoveAt(index);
            if (value is not null)
                entries.Insert(index >= 0 ? index : entries.Count, (key, value));
        }
    }

    public override string ToString() => $"<< {string.Concat(entries.Select(e => $"{e.Key} {e.Value} "))}>>";
}

/// <summary>Parses PDF objects one after another (ISO 32000-1, 7.2 and 7.3).</summary>
internal sealed class PdfSyntax(byte[] data, int at)
{
    private const int DeepestNesting = 100;

    private int depth;

    public int At => at;

    public object Read()
    {
        var token = Token();
        switch (token)
        {
            case "<<":
                return Nested(ReadDictionary);
            case "[":
                return Nested(ReadArray);
            case "]" or ">>" or "":
                throw Damaged();
        }
        if (!int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new PdfAtom(token);

        // A reference is two numbers and an R; if it is not one, go back to after the first number.
        var after = at;
        if (int.TryParse(Token(), NumberStyles.None, CultureInfo.InvariantCulture, out var generation) && Token() == "R")
            return new PdfReference(number, generation);
        at = after;
        return new PdfAtom(token);
    }

    public bool TryKeyword(string keyword)
    {
        var before = at;
        if (Token() == keyword)
            return true;
        at = before;
        return false;
    }

    public int Number() =>
        int.TryParse(Token(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Damaged();

    /// <summary>Skips the line end after the keyword <c>stream</c> and returns the data.</summary>
    public ReadOnlySpan<byte> StreamData(int length)
    {
        if (at < data.Length && data[at] == '\r')
            at++;
        if (at < data.Length && data[at] == '\n')
            at++;
        if (length < 0 || at + (long)length > data.Length)
            throw Damaged();
        at += length;
        return data.AsSpan(at - length, length);
    }

    public string Token()
    {
        SkipSpace();
        if (at >= data.Length)
            return "";
        var start = at;
        switch ((char)data[at])
        {
            case '<' when at + 1 < data.Length && data[at + 1] == '<':
            case '>' when at + 1 < data.Length && data[at + 1] == '>':
                at += 2;
                break;
            case '<':
                at = Array.IndexOf(data, (byte)'>', at) + 1;
                if (at == 0)
                    throw Damaged();
                break;
            case '(':
                SkipString();
                break;
            case '[' or ']' or '{' or '}' or '>' or ')':
                at++;
                break;
            default:
                do at++;
                while (at < data.Length && !IsSpace(data[at]) && !"()<>[]{}/%".Contains((char)data[at]));
                break;
        }
        return Encoding.Latin1.GetString(data, start, at - start);
    }

    private object Nested(Func<object> read)
    {
        if (++depth > DeepestNesting)
            throw Damaged();
        var value = read();
        depth--;
        return value;
    }

    private PdfDictionary ReadDictionary()
    {
        var dictionary = new PdfDictionary();
        while (true)
        {
            var key = Token();
            if (key == ">>")
                return dictionary;
            if (!key.StartsWith('/'))
                throw Damaged();
            dictionary[key] = Read();
        }
    }

    private PdfArray ReadArray()
    {
        var items = new List<object>();
        while (!TryKeyword("]"))
            items.Add(Read());
        return new PdfArray(items);
    }

    private void SkipString()
    {
        var open = 0;
        for (; at < data.Length; at++)
        {
            if (data[at] == '\\')
                at++;
            else if (data[at] == '(')
                open++;
            else if (data[at] == ')' && --open == 0)
            {
                at++;
                return;
            }
        }
        throw Damaged();
    }

    public void SkipSpace()
    {
        while (at < data.Length)
        {
            if (data[at] == '%')
                while (at < data.Length && data[at] is not ((byte)'\r' or (byte)'\n'))
                    at++;
            else if (IsSpace(data[at]))
                at++;
            else
                return;
        }
    }

    private static bool IsSpace(byte value) => value is 0 or 9 or 10 or 12 or 13 or 32;

    private InvalidDataException Damaged() => new($"The PDF file is damaged near byte {Math.Min(at, data.Length)}.");
}
