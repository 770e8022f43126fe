namespace TechTransfer.OwnershipGrants.Conversions;

public static class ContractLists
{
    /// <summary>
    /// List of the contracts whose income may belong to the achievement: those linked as conversions and those that name the achievement.
    /// </summary>
    public static string OfAchievement(string achievementId) => $"income|{achievementId}";

    public static IEnumerable<ListEntry> Of(ContractRecord state) =>
        state.Achievements().Select(l => new ListEntry(OfAchievement(l.AchievementId), "contract", new ContractLine(state.Id)));
}

public sealed record ContractLine(string ContractId);
