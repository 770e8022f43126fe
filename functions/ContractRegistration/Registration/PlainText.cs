using System.Text;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>A name as people compare it: full-width letters and brackets are the half-width ones, case and blanks do not count.</summary>
public static class PlainText
{
    private const char FirstFullWidth = '\uFF01';
    private const char LastFullWidth = '\uFF5E';

    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character)) continue;
            plain.Append(character is >= FirstFullWidth and <= LastFullWidth ? (char)(character - FirstFullWidth + '!') : character);
        }
        return plain.ToString().ToUpperInvariant();
    }

    public static bool Same(string? a, string? b) => a is not null && b is not null && Of(a) == Of(b);
}
