using System.Globalization;
using System.Text;

namespace TechTransfer.Hosting;

/// <summary>What a PDF's syntax is made of (ISO 32000-1, 7.2 and 7.3), as far as names need to be told from text.</summary>
internal enum PdfToken
{
    End,
    /// <summary>A name, its #-escapes resolved.</summary>
    Name,
    /// <summary>A number or a keyword.</summary>
    Word,
    DictionaryStart,
    DictionaryEnd,
    ArrayStart,
    ArrayEnd,
    /// <summary>A literal or hexadecimal string, its content passed over.</summary>
    Text,
}

/// <summary>Cuts a PDF's bytes into tokens. Names and words longer than any that matter are cut short.</summary>
internal sealed class PdfLexer(ByteReader bytes)
{
    private const int Longest = 128;
    private readonly StringBuilder text = new();

    /// <summary>The name or word that was read last.</summary>
    public string Text => text.ToString();

    public long Position => bytes.Position;

    /// <summary>Arrays and dictionaries that are open.</summary>
    public int Nested { get; private set; }

    public PdfToken Next()
    {
        var token = Read();
        if (token is PdfToken.ArrayStart or PdfToken.DictionaryStart) Nested++;
        else if (token is PdfToken.ArrayEnd or PdfToken.DictionaryEnd && Nested > 0) Nested--;
        return token;
    }

    private PdfToken Read()
    {
        text.Clear();
        while (true)
        {
            var value = bytes.Read();
            switch (value)
            {
                case -1:
                    return PdfToken.End;
                case '%':
                    while (bytes.Peek() is not (-1 or '\r' or '\n')) bytes.Read();
                    continue;
                case '/':
                    ReadName();
                    return PdfToken.Name;
                case '(':
                    SkipLiteral();
                    return PdfToken.Text;
                case '<' when bytes.Peek() == '<':
                    bytes.Read();
                    return PdfToken.DictionaryStart;
                case '<':
                    while (bytes.Read() is not (-1 or '>')) { }
                    return PdfToken.Text;
                case '>' when bytes.Peek() == '>':
                    bytes.Read();
                    return PdfToken.DictionaryEnd;
                case '[':
                    return PdfToken.ArrayStart;
                case ']':
                    return PdfToken.ArrayEnd;
                case '>' or ')' or '{' or '}':
                    continue;
            }
            if (IsWhite(value)) continue;
            Add(value);
            while (IsRegular(bytes.Peek())) Add(bytes.Read());
            return PdfToken.Word;
        }
    }

    public static bool IsWhite(int value) => value is 0 or '\t' or '\n' or '\f' or '\r' or ' ';

    public static bool IsRegular(int value) => value >= 0 && !IsWhite(value) && value is not ('(' or ')' or '<' or '>' or '[' or ']' or '{' or '}' or '/' or '%');

    private void ReadName()
    {
        while (IsRegular(bytes.Peek()))
        {
            var value = bytes.Read();
            if (value == '#' && char.IsAsciiHexDigit((char)Math.Max(bytes.Peek(), 0)))
            {
                var high = (char)bytes.Read();
                if (char.IsAsciiHexDigit((char)Math.Max(bytes.Peek(), 0)))
                {
                    value = int.Parse([high, (char)bytes.Read()], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                }
                else
                {
                    Add('#');
                    value = high;
                }
            }
            Add(value);
        }
    }

    private void SkipLiteral()
    {
        for (var depth = 1; depth > 0;)
        {
            switch (bytes.Read())
            {
                case -1: return;
                case '\\': bytes.Read(); break;
                case '(': depth++; break;
                case ')': depth--; break;
            }
        }
    }

    private void Add(int value)
    {
        if (text.Length < Longest) text.Append((char)value);
    }
}
