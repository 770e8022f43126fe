using System.Buffers.Text;
using System.Text;

namespace TechTransfer.Pdf.Reading;

/// <summary>Parses PDF values. For arbitrary bytes it either returns a value or throws <see cref="PdfException"/>.</summary>
internal ref struct ObjectParser(ReadOnlySpan<byte> bytes, int position, ReadingBudget budget)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly ReadingBudget budget = budget;
    private Tokenizer tokens = new(bytes, position, budget);

    public readonly int Position => tokens.Position;

    /// <summary>Parses an indirect object, <c>12 0 obj … endobj</c>. For a stream, only the dictionary is parsed.</summary>
    public (int Number, int Generation, PdfObject Value) IndirectObject()
    {
        var (number, generation) = (Integer(), Integer());
        Keyword("obj"u8);
        var value = Value();
        if (value is PdfDictionary dictionary && TryKeyword("stream"u8))
        {
            return (number, generation, new PdfStream(dictionary, DataStart()));
        }
        Keyword("endobj"u8);
        return (number, generation, value);
    }

    public PdfObject Value() => Value(tokens.Next(), 0);

    public int Integer() =>
        tokens.Next() == Token.Word && tokens.IsInteger(out var value)
            ? value
            : throw PdfException.Broken("A whole number is missing where one has to stand.");

    public void Keyword(ReadOnlySpan<byte> word)
    {
        if (TryKeyword(word))
            return;
        throw PdfException.Broken($"The word “{Encoding.ASCII.GetString(word)}” is missing where it has to stand.");
    }

    public bool TryKeyword(ReadOnlySpan<byte> word)
    {
        var ahead = tokens;
        if (ahead.Next() != Token.Word || !ahead.Is(word))
            return false;
        tokens = ahead;
        return true;
    }

    private readonly int DataStart()
    {
        var rest = bytes[Position..];
        if (rest.StartsWith("\n"u8))
            return Position + 1;
        return rest.StartsWith("\r\n"u8) ? Position + 2 : throw PdfException.Broken("A stream does not begin on a line of its own.");
    }

    private PdfObject Value(Token token, int depth)
    {
        if (depth > ReadingBudget.MaxDepth)
            throw PdfException.TooComplex("The file's values are nested too deeply.");
        budget.ChargeValue();
        return token switch
        {
            Token.Name => new PdfName(tokens.Name()),
            Token.Word => Word(),
            Token.Literal => LiteralString(),
            Token.Hexadecimal => HexString(),
            Token.ArrayStart => Array(depth),
            Token.DictionaryStart => Dictionary(depth),
            Token.End => throw PdfException.Broken("The file ends in the middle of a value."),
            _ => throw PdfException.Broken("A value is missing where one has to stand."),
        };
    }

    private PdfArray Array(int depth)
    {
        var items = new List<PdfObject>();
        while (tokens.Next() is var token and not Token.ArrayEnd)
            items.Add(Value(token, depth + 1));
        return new PdfArray(items);
    }

    private PdfDictionary Dictionary(int depth)
    {
        var dictionary = new PdfDictionary();
        while (tokens.Next() is var token and not Token.DictionaryEnd)
        {
            if (token != Token.Name)
                throw PdfException.Broken("A dictionary's key is not a name, or it does not end.");
            var key = tokens.Name();
            var value = Value(tokens.Next(), depth + 1);
            if (!dictionary.Entries.TryAdd(key, value))
            {
                dictionary.HasDuplicateKeys = true;
                dictionary.Entries[key] = value;
            }
        }
        return dictionary;
    }

    private PdfObject Word()
    {
        if (tokens.Is("true"u8))
            return new PdfBoolean(true);
        if (tokens.Is("false"u8))
            return new PdfBoolean(false);
        if (tokens.Is("null"u8))
            return PdfNull.Value;
        var number = Number(tokens.Raw);
        if (number is not PdfInteger { Value: >= 0 and <= int.MaxValue and var first })
            return number;

        // "12 0 R" is a reference, "12 0" are two numbers: look ahead to the third word.
        var ahead = tokens;
        if (ahead.Next() != Token.Word || !ahead.IsInteger(out var generation) || generation > 65_535)
            return number;
        if (ahead.Next() != Token.Word || !ahead.Is("R"u8))
            return number;
        tokens = ahead;
        return new PdfReference((int)first, generation);
    }

    private static PdfObject Number(ReadOnlySpan<byte> raw)
    {
        var digits = raw[0] is (byte)'+' or (byte)'-' ? raw[1..] : raw;
        var (points, others) = (0, 0);
        foreach (var c in digits)
        {
            if (c == '.')
                points++;
            else if (!Characters.IsDigit(c))
                others++;
        }
        if (others > 0 || points > 1 || digits.Length == points || raw.Length > 64)
        {
            throw PdfException.Broken("A word is in the place of a value.");
        }
        var isWhole = Utf8Parser.TryParse(digits, out long value, out var read) && read == digits.Length;
        return isWhole ? new PdfInteger(raw[0] == '-' ? -value : value) : new PdfReal(Encoding.ASCII.GetString(raw));
    }

    private readonly PdfString HexString()
    {
        var raw = tokens.Raw[1..^1];
        var value = new byte[(raw.Length + 1) / 2];
        var digits = 0;
        foreach (var c in raw)
        {
            if (Characters.IsWhiteSpace(c))
                continue;
            var digit = Characters.HexValue(c);
            if (digit < 0)
                throw PdfException.Broken("A hexadecimal string holds other characters.");
            // PDF treats a missing last digit as 0.
            value[digits / 2] |= (byte)(digits % 2 == 0 ? digit << 4 : digit);
            digits++;
        }
        return new PdfString(digits == raw.Length ? value : value[..((digits + 1) / 2)], tokens.Start, Position);
    }

    private readonly PdfString LiteralString()
    {
        var raw = tokens.Raw[1..^1];
        if (raw.Length > ReadingBudget.MaxText)
            throw PdfException.TooComplex("The file holds a string that is too long.");
        // Escapes only make a string longer, so the value fits.
        var value = new byte[raw.Length];
        var length = 0;
        for (var at = 0; at < raw.Length; )
        {
            var c = raw[at++];
            if (c == '\\')
            {
                if (Escaped(raw, ref at) is { } escaped)
                    value[length++] = escaped;
                continue;
            }
            // PDF reads any line end within a string as a line feed.
            if (c == '\r' && at < raw.Length && raw[at] == '\n')
                at++;
            value[length++] = c == '\r' ? (byte)'\n' : c;
        }
        return new PdfString(value[..length], tokens.Start, Position);
    }

    /// <summary>The byte that an escape after a backslash means; null for an escaped line end, which is skipped.</summary>
    private static byte? Escaped(ReadOnlySpan<byte> raw, ref int at)
    {
        var c = raw[at++];
        switch (c)
        {
            case (byte)'n':
                return (byte)'\n';
            case (byte)'r':
                return (byte)'\r';
            case (byte)'t':
                return (byte)'\t';
            case (byte)'b':
                return (byte)'\b';
            case (byte)'f':
                return (byte)'\f';
            case (byte)'\n':
                return null;
            case (byte)'\r':
                if (at < raw.Length && raw[at] == '\n')
                    at++;
                return null;
            case >= (byte)'0' and <= (byte)'7':
                var code = c - '0';
                for (var i = 0; i < 2 && at < raw.Length && raw[at] is >= (byte)'0' and <= (byte)'7'; i++)
                {
                    code = code * 8 + raw[at++] - '0';
                }
                return (byte)code;
            default:
                return c;
        }
    }
}
