using System.Diagnostics.CodeAnalysis;

namespace TechTransfer.Kernel;

/// <summary>The unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters, of which the last is a check character.</summary>
public static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>True for 18 characters of the standard's alphabet with a correct check character. Blanks and lower-case letters are not
    /// accepted.</summary>
    public static bool IsValid([NotNullWhen(true)] string? code) =>
        code is { Length: 18 }
        && code[..17].All(c => Alphabet.Contains(c, StringComparison.Ordinal))
        && code[17] == CheckCharacter(code.AsSpan(0, 17));

    /// <summary>The check character for the first 17: 31 minus the sum of value × 3^position modulo 31.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        if (first17.Length != 17)
            throw new ArgumentException("17 characters are needed.", nameof(first17));
        var (sum, weight) = (0, 1);
        foreach (var character in first17)
        {
            var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0)
                throw new ArgumentException($"'{character}' is not in the alphabet of GB 32100-2015.", nameof(first17));
            sum += value * weight;
            weight = weight * 3 % 31;
        }
        return Alphabet[(31 - sum % 31) % 31];
    }
}
