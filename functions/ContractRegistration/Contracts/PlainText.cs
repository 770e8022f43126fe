using System.Text;

namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>
/// Normal form of texts in stored keys: half-width characters, upper case, no blanks. It must not change, because stored keys contain it;
/// for comparisons without storage use <see cref="ComparedText"/>.
/// </summary>
public static class PlainText
{
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character))
                plain.Append(HalfWidth.Of(character));
        }
        return plain.ToString().ToUpperInvariant();
    }
}
