using System.Text;

namespace TechTransfer.ContractRegistration.Contracts;

/// <summary>The form of keys on disk: half-width letters and brackets, without case and blanks. What is only compared uses <see
/// cref="ComparedText"/>.</summary>
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
