using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace TechTransfer.Pdf.Reading;

/// <summary>Kinds of tokens in PDF syntax (ISO 32000-1, 7.2 and 7.3).</summary>
internal enum Token
{
    /// <summary>End of the bytes, or a string without an end.</summary>
    End,
    Name,

    /// <summary>A number or keyword.</summary>
    Word,
    Literal,
    Hexadecimal,
    ArrayStart,
    ArrayEnd,
    DictionaryStart,
    DictionaryEnd,

    /// <summary>A closing bracket without an opening one, or a brace.</summary>
    Stray,
}

/// <summary>Splits arbitrary bytes into tokens. Charges the budget for every byte.</summary>
internal ref struct Tokenizer(ReadOnlySpan<byte> bytes, int position, ReadingBudget budget)
{
    private static readonly SearchValues<byte> EndsOfLine = SearchValues.Create("\r\n"u8);
    private static readonly SearchValues<byte> LiteralMarks = SearchValues.Create("()\\"u8);

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly ReadingBudget budget = budget;

    public int Position { get; private set; } = position;

    public int Start { get; private set; } = position;

    public readonly ReadOnlySpan<byte> Raw => bytes[Start..Position];

    public Token Next()
    {
        var from = Position;
        SkipWhiteSpace();
        Start = Position;
        var token = Read();
        budget.ChargeParsed(Position - from);
        return token;
    }

    public readonly bool Is(ReadOnlySpan<byte> word) => Raw.SequenceEqual(word);

    public readonly bool IsInteger(out int value)
    {
        value = 0;
        return !Raw.IsEmpty && Characters.IsDigit(Raw[0]) && Utf8Parser.TryParse(Raw, out value, out var read) && read == Raw.Length;
    }

    /// <summary>The last token as a name: without slash, escapes decoded, one character per byte.</summary>
    public readonly string Name()
    {
        var raw = Raw[1..];
        if (!raw.Contains((byte)'#'))
            return Encoding.Latin1.GetString(raw);

        var name = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (
                raw[i] == '#'
                && i + 2 < raw.Length
                && Characters.HexValue(raw[i + 1]) is >= 0 and var high
                && Characters.HexValue(raw[i + 2]) is >= 0 and var low
            )
            {
                name.Append((char)(high * 16 + low));
                i += 2;
            }
            else
                name.Append((char)raw[i]);
        }
        return name.ToString();
    }

    private Token Read()
    {
        if (Position >= bytes.Length)
            return Token.End;
        switch (bytes[Position++])
        {
            case (byte)'/':
                SkipRegular();
                return Token.Name;
            case (byte)'(':
                return SkipLiteral() ? Token.Literal : Token.End;
            case (byte)'<' when TryByte((byte)'<'):
                return Token.DictionaryStart;
            case (byte)'<':
                return SkipTo(bytes[Position..].IndexOf((byte)'>')) ? Token.Hexadecimal : Token.End;
            case (byte)'>' when TryByte((byte)'>'):
                return Token.DictionaryEnd;
            case (byte)'[':
                return Token.ArrayStart;
            case (byte)']':
                return Token.ArrayEnd;
            case (byte)'>' or (byte)')' or (byte)'{' or (byte)'}':
                return Token.Stray;
            default:
                SkipRegular();
                return Token.Word;
        }
    }

    private void SkipWhiteSpace()
    {
        while (Position < bytes.Length)
        {
            var c = bytes[Position];
            if (c == '%')
                SkipTo(bytes[Position..].IndexOfAny(EndsOfLine));
            else if (Characters.IsWhiteSpace(c))
                Position++;
            else
                break;
        }
    }

    private void SkipRegular()
    {
        while (Position < bytes.Length && Characters.IsRegular(bytes[Position]))
            Position++;
    }

    private bool SkipLiteral()
    {
        for (var open = 1; open > 0; )
        {
            if (!SkipTo(bytes[Position..].IndexOfAny(LiteralMarks)))
                return false;
            switch (bytes[Position - 1])
            {
                case (byte)'(':
                    open++;
                    break;
                case (byte)')':
                    open--;
                    break;
                default:
                    Position = Math.Min(Position + 1, bytes.Length);
                    break;
            }
        }
        return true;
    }

    /// <summary>Moves to the position after a byte found <paramref name="ahead"/> bytes further on, or to the end if it is
    /// negative.</summary>
    private bool SkipTo(int ahead)
    {
        Position = ahead < 0 ? bytes.Length : Position + ahead + 1;
        return ahead >= 0;
    }

    private bool TryByte(byte wanted)
    {
        if (Position >= bytes.Length || bytes[Position] != wanted)
            return false;
        Position++;
        return true;
    }
}
