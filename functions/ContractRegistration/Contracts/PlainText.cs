using System.Text;

namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>A name in the form for comparison: half-width letters and brackets, without case and blanks.</summary>
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

    /// <summary>Whether two texts read the same: composed or not, and in whichever compatibility form (`⽬` is `目`).</summary>
    public static bool Same(string? a, string? b) => a is not null && b is not null && Folded(a) == Folded(b);

    // Stored keys keep the form of Of, which data on disk rely on.
    private static string Folded(string text) => Of(text.Normalize(NormalizationForm.FormKC));
}
