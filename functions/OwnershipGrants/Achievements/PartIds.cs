using System.Globalization;

namespace TechTransfer.OwnershipGrants.Achievements;

/// <summary>Ids of what belongs to an achievement: they begin with its own, so that each leads to it. Example: <c>7d…k2.g1</c>.</summary>
public static class PartIds
{
    public const char Grant = 'g';
    public const char Distribution = 'd';
    public const char Conversion = 'c';

    /// <summary>The id of the part with this number, counted from 1.</summary>
    public static string Of(string achievementId, char kind, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{achievementId}.{kind}{number}");

    /// <summary>The id of a distribution: older ones were counted (<c>d1</c>, <c>d2</c>), newer ones are derived from what they are made
    /// of.</summary>
    public static string OfDistribution(string achievementId, string derived) => $"{achievementId}.{Distribution}{derived}";

    public static bool IsDistribution(string id) => NameOf(id) is var name && name.Length < id.Length && name[0] == Distribution;

    /// <summary>The achievement that a part belongs to; the text itself when it is no part's id, and then nothing stands under
    /// it.</summary>
    public static string AchievementOf(string partId) =>
        partId.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? partId[..dot] : partId;

    /// <summary>A part's own name inside its achievement: <c>g1</c>.</summary>
    public static string NameOf(string partId) => partId[(partId.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
