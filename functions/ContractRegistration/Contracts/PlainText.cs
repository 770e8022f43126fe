using System.Text;

namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>Normalises names for comparison: half-width characters, upper case, no whitespace.</summary>
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

    /// <summary>
    /// True if two texts are equal after normalisation, including Unicode compatibility forms (`⽬` equals `目`); false if one is null.
    /// </summary>
    public static bool Same(string? a, string? b) => a is not null && b is not null && Folded(a) == Folded(b);

    // The extra normalisation is not part of Of, because stored keys depend on the result of Of.
    private static string Folded(string text) => Of(text.Normalize(NormalizationForm.FormKC));
}
