using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>
/// Key of a right that does not depend on how its number is written: upper case, no punctuation, no prefix ZL or CN of patents. A patent
/// and its application share one number and thus one key.
/// </summary>
internal static class RightKey
{
    public static string? Of(Right right)
    {
        if (right.Number is null || CodeTables.RightKind.Find(right.Kind)?.Family is not { } family)
            return null;
        var number = family == "patent" ? NumberOf(right.Number) : Plain(right.Number);
        return number.Length == 0 ? null : $"{family}|{number}";
    }

    /// <summary>True if numbers are given on both sides and no right has one of them.</summary>
    public static bool Differ(IEnumerable<Right> rights, IEnumerable<string> numbers)
    {
        var own = rights.Select(r => r.Number).OfType<string>().Select(NumberOf).ToHashSet();
        var named = numbers.Select(NumberOf).ToArray();
        return own.Count > 0 && named.Length > 0 && !named.Any(own.Contains);
    }

    private static string NumberOf(string typed)
    {
        var number = Plain(typed);
        return number.StartsWith("ZL", StringComparison.Ordinal) || number.StartsWith("CN", StringComparison.Ordinal)
            ? number[2..]
            : number;
    }

    private static string Plain(string typed) => new([.. typed.ToUpperInvariant().Where(char.IsLetterOrDigit)]);
}
