using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>What tells one right from another, however its number is printed: a patent keeps the number of its application.</summary>
internal static class RightKey
{
    /// <summary>Null for a right without a number.</summary>
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
