using System.Text.RegularExpressions;

namespace TechTransfer.Kernel.Texts;

/// <summary>Normalizes numbers and codes that users type into queries: case, blanks, width and hyphens do not matter.</summary>
public static partial class TypedCode
{
    /// <summary>Converts a typed code to half-width capitals and digits, without blanks and hyphens.</summary>
    public static string Plain(string typed) => NoCharacter().Replace(string.Concat(typed.Select(HalfWidth)), "").ToUpperInvariant();

    private static char HalfWidth(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;

    [GeneratedRegex(@"[\s\p{Pd}\p{Cf}\u2212]+")]
    private static partial Regex NoCharacter();
}
