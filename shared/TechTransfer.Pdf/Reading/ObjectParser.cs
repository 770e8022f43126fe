using System.Buffers.Text;
using System.Text;

namespace TechTransfer.Pdf.Reading;

/// <summary>Reads values from bytes. Whatever the bytes are, it either gives a value or throws <see cref="PdfException"/>.</summary>
internal ref struct ObjectParser(ReadOnlySpan<byte> bytes, int position, ReadingBudget budget)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly ReadingBudget budget = budget;

    public int Position { get; private set; } = position;

    /// <summary>An indirect object with its head, <c>12 0 obj … endobj</c>. Of a stream the data are left alone.</summary>
    public (int Number, int Generation, PdfObject Value) IndirectObject()
    {
        var (number, generation) = (Integer(), Integer());
        Keyword("obj");
        var value = Value();
        if (value is PdfDictionary dictionary && TryKeyword("stream"))
        {
            TryByte((byte)'\r');
            if (!TryByte((byte)'\n')) throw PdfException.Broken("A stream does not begin on a line of its own.");
            return (number, generation, new PdfStream(dictionary, Position));
        }
        Keyword("endobj");
        return (number, generation, value);
    }

    public PdfObject Value()
    {
        var start = Position;
        var value = Value(0);
        budget.ChargeParsed(Position - start);
        return value;
    }

    /// <summary>A whole number that is not negative.</summary>
    public int Integer()
    {
        SkipWhiteSpace();
        var start = Position;
        while (Position < bytes.Length && Characters.IsDigit(bytes[Position])) Position++;
        if (!Utf8Parser.TryParse(bytes[start..Position], out int value, out var read) || read != Position - start || read == 0)
        {
            throw PdfException.Broken("A whole number is missing where one has to stand.");
        }
        return value;
    }

    public void Keyword(string word)
    {
        if (!TryKeyword(word)) throw PdfException.Broken($"The word “{word}” is missing where it has to stand.");
    }

    public bool TryKeyword(string word)
    {
        SkipWhiteSpace();
        var rest = bytes[Position..];
        if (rest.Length < word.Length) return false;
        for (var i = 0; i < word.Length; i++)
        {
            if (rest[i] != word[i]) return false;
        }
        if (rest.Length > word.Length && Characters.IsRegular(rest[word.Length])) return false;
        Position += word.Length;
        return true;
    }

    public void SkipWhiteSpace()
    {
        var start = Position;
        while (Position < bytes.Length)
        {
            var c = bytes[Position];
            if (c == '%')
            {
                var length = bytes[Position..].IndexOfAny((byte)'\r', (byte)'\n');
                Position = length < 0 ? bytes.Length : Position + length;
            }
            else if (Characters.IsWhiteSpace(c)) Position++;
            else break;
        }
        if (Position - start > 256) budget.ChargeParsed(Position - start);
    }

    private PdfObject Value(int depth)
    {
        if (depth > ReadingBudget.MaxDepth) throw PdfException.TooComplex("The file's values are nested too deeply.");
        budget.ChargeValue();
        SkipWhiteSpace();
        var c = Peek();
        switch (c)
        {
            case (byte)'/': return new PdfName(Name());
            case (byte)'(': return LiteralString();
            case (byte)'[': return Array(depth);
            case (byte)'<': return Position + 1 < bytes.Length && bytes[Position + 1] == '<' ? Dictionary(depth) : HexString();
            case (byte)'t' when TryKeyword("true"): return new PdfBoolean(true);
            case (byte)'f' when TryKeyword("false"): return new PdfBoolean(false);
            case (byte)'n' when TryKeyword("null"): return PdfNull.Value;
            case (byte)'+' or (byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9'): return NumberOrReference();
            default: throw PdfException.Broken("A value is missing where one has to stand.");
        }
    }

    private PdfArray Array(int depth)
    {
        Position++;
        var items = new List<PdfObject>();
        while (true)
        {
            SkipWhiteSpace();
            if (TryByte((byte)']')) return new PdfArray(items);
            items.Add(Value(depth + 1));
        }
    }

    private PdfDictionary Dictionary(int depth)
    {
        Position += 2;
        var dictionary = new PdfDictionary();
        while (true)
        {
            SkipWhiteSpace();
            if (TryByte((byte)'>'))
            {
                if (!TryByte((byte)'>')) throw PdfException.Broken("A dictionary does not end.");
                return dictionary;
            }
            if (Peek() != '/') throw PdfException.Broken("A dictionary's key is not a name.");
            var key = Name();
            var value = Value(depth + 1);
            if (!dictionary.Entries.TryAdd(key, value))
            {
                dictionary.HasDuplicateKeys = true;
                dictionary.Entries[key] = value;
            }
        }
    }

    private string Name()
    {
        Position++;
        var start = Position;
        var escaped = false;
        while (Position < bytes.Length && Characters.IsRegular(bytes[Position]))
        {
            escaped |= bytes[Position] == '#';
            Position++;
        }
        var raw = bytes[start..Position];
        if (!escaped) return Encoding.Latin1.GetString(raw);

        var name = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '#' && i + 2 < raw.Length && Characters.HexValue(raw[i + 1]) is >= 0 and var high && Characters.HexValue(raw[i + 2]) is >= 0 and var low)
            {
                name.Append((char)(high * 16 + low));
                i += 2;
            }
            else name.Append((char)raw[i]);
        }
        return name.ToString();
    }

    private PdfObject NumberOrReference()
    {
        var number = Number();
        if (number is not PdfInteger { Value: >= 0 and <= int.MaxValue and var first }) return number;

        // "12 0 R" is a reference, "12 0" two numbers: only the third word tells.
        var back = Position;
        SkipWhiteSpace();
        var start = Position;
        while (Position < bytes.Length && Characters.IsDigit(bytes[Position]) && Position - start < 6) Position++;
        if (Position > start && Utf8Parser.TryParse(bytes[start..Position], out int generation, out _) && generation <= 65_535 && TryKeyword("R"))
        {
            return new PdfReference((int)first, generation);
        }
        Position = back;
        return number;
    }

    private PdfObject Number()
    {
        var start = Position;
        while (Position < bytes.Length && bytes[Position] is (byte)'+' or (byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9')) Position++;
        var raw = bytes[start..Position];
        if (Position < bytes.Length && Characters.IsRegular(bytes[Position])) throw PdfException.Broken("A number holds letters.");

        var digits = raw[0] is (byte)'+' or (byte)'-' ? raw[1..] : raw;
        var (points, others) = (0, 0);
        foreach (var c in digits)
        {
            if (c == '.') points++;
            else if (!Characters.IsDigit(c)) others++;
        }
        if (others > 0 || points > 1 || digits.Length == points || raw.Length > 64) throw PdfException.Broken("A number is not spelt as one.");
        if (points == 0 && Utf8Parser.TryParse(digits, out long value, out var read) && read == digits.Length) return new PdfInteger(raw[0] == '-' ? -value : value);
        return new PdfReal(Encoding.ASCII.GetString(raw));
    }

    private PdfString HexString()
    {
        var start = Position;
        var length = bytes[start..].IndexOf((byte)'>');
        if (length < 0) throw PdfException.Broken("A string does not end.");
        var raw = bytes.Slice(start + 1, length - 1);
        Position = start + length + 1;

        var value = new byte[(raw.Length + 1) / 2];
        var digits = 0;
        foreach (var c in raw)
        {
            if (Characters.IsWhiteSpace(c)) continue;
            var digit = Characters.HexValue(c);
            if (digit < 0) throw PdfException.Broken("A hexadecimal string holds other characters.");
            // A digit that is missing at the end counts as zero.
            value[digits / 2] |= (byte)(digits % 2 == 0 ? digit << 4 : digit);
            digits++;
        }
        return new PdfString(digits == raw.Length ? value : value[..((digits + 1) / 2)], start, Position);
    }

    private PdfString LiteralString()
    {
        var start = Position++;
        var value = new MemoryStream();
        var open = 1;
        while (true)
        {
            if (Position - start > ReadingBudget.MaxText) throw PdfException.TooComplex("The file holds a string that is too long.");
            var c = Next();
            switch (c)
            {
                case (byte)'(':
                    open++;
                    value.WriteByte(c);
                    break;
                case (byte)')':
                    if (--open == 0) return new PdfString(value.ToArray(), start, Position);
                    value.WriteByte(c);
                    break;
                case (byte)'\r':
                    // Every end of line in a string reads as one line feed.
                    TryByte((byte)'\n');
                    value.WriteByte((byte)'\n');
                    break;
                case (byte)'\\':
                    Escape(value);
                    break;
                default:
                    value.WriteByte(c);
                    break;
            }
        }
    }

    private void Escape(MemoryStream value)
    {
        var c = Next();
        switch (c)
        {
            case (byte)'n': value.WriteByte((byte)'\n'); break;
            case (byte)'r': value.WriteByte((byte)'\r'); break;
            case (byte)'t': value.WriteByte((byte)'\t'); break;
            case (byte)'b': value.WriteByte((byte)'\b'); break;
            case (byte)'f': value.WriteByte((byte)'\f'); break;
            case (byte)'\r': TryByte((byte)'\n'); break;
            case (byte)'\n': break;
            case >= (byte)'0' and <= (byte)'7':
                var code = c - '0';
                for (var i = 0; i < 2 && Position < bytes.Length && bytes[Position] is >= (byte)'0' and <= (byte)'7'; i++) code = code * 8 + bytes[Position++] - '0';
                value.WriteByte((byte)code);
                break;
            default: value.WriteByte(c); break;
        }
    }

    private readonly byte Peek() => Position < bytes.Length ? bytes[Position] : throw PdfException.Broken("The file ends in the middle of a value.");

    private byte Next()
    {
        var c = Peek();
        Position++;
        return c;
    }

    private bool TryByte(byte wanted)
    {
        if (Position >= bytes.Length || bytes[Position] != wanted) return false;
        Position++;
        return true;
    }
}
