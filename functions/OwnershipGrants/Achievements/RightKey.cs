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
        var number = new string([.. right.Number.ToUpperInvariant().Where(char.IsLetterOrDigit)]);
        if (family == "patent" && (number.StartsWith("ZL", StringComparison.Ordinal) || number.StartsWith("CN", StringComparison.Ordinal)))
            number = number[2..];
        return number.Length == 0 ? null : $"{family}|{number}";
    }
}
