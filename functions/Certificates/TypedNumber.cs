using System.Text.RegularExpressions;

namespace TechTransfer.Certificates;

public static partial class TypedNumber
{
    /// <summary>The certificate number as it is printed; a text that is no certificate number is returned unchanged.</summary>
    public static string Read(string typed, string prefix)
    {
        var plain = TypedCode.Plain(typed);
        return
            plain.StartsWith(prefix.ToUpperInvariant(), StringComparison.Ordinal)
            && Serial().Match(plain[prefix.Length..]) is { Success: true } match
            ? $"{prefix}-{match.Groups["year"].Value}-{match.Groups["serial"].Value}"
            : typed;
    }

    [GeneratedRegex("^(?<year>[0-9]{4})(?<serial>[0-9]{6,12})\\z")]
    private static partial Regex Serial();
}
