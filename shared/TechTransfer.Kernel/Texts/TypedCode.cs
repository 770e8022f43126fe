using System.Globalization;
using System.Text;

namespace TechTransfer.Kernel.Texts;

/// <summary>Normalizes numbers and codes that users type into queries: case, blanks, width and hyphens do not matter.</summary>
public static class TypedCode
{
    /// <summary>Converts a typed code to half-width capitals and digits, without blanks and hyphens.</summary>
    public static string Plain(string typed) => Without(typed, IsGap);

    /// <summary>Blanks, hyphens and invisible characters, in half width.</summary>
    internal static bool IsGap(char character) =>
        char.IsWhiteSpace(character)
        || character == '\u2212'
        || char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.DashPunctuation;

    /// <summary>Half-width capitals without the characters that <paramref name="isDropped"/> names.</summary>
    internal static string Without(string typed, Func<char, bool> isDropped)
    {
        var plain = new StringBuilder(typed.Length);
        foreach (var character in typed.Select(HalfWidth.Of))
        {
            if (!isDropped(character))
                plain.Append(char.ToUpperInvariant(character));
        }
        return plain.ToString();
    }
}
