using System.Text.RegularExpressions;

namespace TechTransfer.Certificates;

/// <summary>Numbers and codes as people type them: case, blanks, width and hyphens do not matter.</summary>
public static partial class TypedNumber
{
    /// <summary>Capitals and digits of half width, without blanks and hyphens.</summary>
    public static string Plain(string typed) => NoCharacter().Replace(string.Concat(typed.Select(HalfWidth)), "").ToUpperInvariant();

    /// <summary>A certificate number as it is printed; what is none comes back as it was typed.</summary>
    public static string Read(string typed, string prefix)
    {
        var plain = Plain(typed);
        return
            plain.StartsWith(prefix.ToUpperInvariant(), StringComparison.Ordinal)
            && Serial().Match(plain[prefix.Length..]) is { Success: true } match
            ? $"{prefix}-{match.Groups["year"].Value}-{match.Groups["serial"].Value}"
            : typed;
    }

    private static char HalfWidth(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;

    [GeneratedRegex(@"[\s\p{Pd}\p{Cf}\u2212]+")]
    private static partial Regex NoCharacter();

    [GeneratedRegex("^(?<year>[0-9]{4})(?<serial>[0-9]{6,12})\\z")]
    private static partial Regex Serial();
}
