using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TechTransfer.Spreadsheets;

/// <summary>Escapes in workbook texts: a character that XML does not allow is written as <c>_x000D_</c> (ECMA-376 part 1,
/// 22.9.2.19).</summary>
public static partial class XlsxText
{
    /// <summary>For reading: replaces escapes by their characters.</summary>
    public static string Decode(string text) =>
        text.Contains("_x", StringComparison.Ordinal)
            ? Escape()
                .Replace(
                    text,
                    m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()
                )
            : text;

    /// <summary>For writing: escapes characters that XML does not allow, and texts that would be read as an escape.</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            var isPair = char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair)
                encoded.Append(character).Append(text[++i]);
            else if (character == '_' && Escape().IsMatch(text, i) && Escape().Match(text, i).Index == i)
                encoded.Append("_x005F_");
            else if (character is '\t' or '\n' || (character >= ' ' && !char.IsSurrogate(character) && character < '\uFFFE'))
                encoded.Append(character);
            else
                encoded.Append(CultureInfo.InvariantCulture, $"_x{(int)character:X4}_");
        }
        return encoded.ToString();
    }

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escape();
}
