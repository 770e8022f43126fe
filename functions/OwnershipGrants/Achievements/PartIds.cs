using System.Globalization;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>
/// Ids of the parts of an achievement: achievement id, dot, kind letter, then a number or a derived suffix, for example <c>7d…k2.g1</c>.
/// Any part's id thus leads to its achievement.
/// </summary>
public static class PartIds
{
    public const char Grant = 'g';
    public const char Distribution = 'd';
    public const char Conversion = 'c';

    /// <summary>Numbers start at 1.</summary>
    public static string Of(string achievementId, char kind, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{achievementId}.{kind}{number}");

    /// <summary>
    /// Id of a distribution. Store version 1 numbered them (<c>d1</c>, <c>d2</c>); since then the suffix is derived from the command or
    /// the receipt, so that a repeated command yields the same id.
    /// </summary>
    public static string OfDistribution(string achievementId, string derived) => $"{achievementId}.{Distribution}{derived}";

    public static bool IsDistribution(string id) => NameOf(id) is var name && name.Length < id.Length && name[0] == Distribution;

    public static string AchievementOf(string partId) =>
        partId.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? partId[..dot] : partId;

    public static string NameOf(string partId) => partId[(partId.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
