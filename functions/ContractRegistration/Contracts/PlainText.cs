using System.Text;

namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>
/// Normal form of texts in stored keys: half-width characters, upper case, no blanks. It must not change, because stored keys contain it;
/// for comparisons without storage use <see cref="ComparedText"/>.
/// </summary>
public static class PlainText
{
    private const char FirstFullWidth = '\uFF01';
    private const char LastFullWidth = '\uFF5E';

    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
                continue;
            plain.Append(character is >= FirstFullWidth and <= LastFullWidth ? (char)(character - FirstFullWidth + '!') : character);
        }
        return plain.ToString().ToUpperInvariant();
    }
}
