namespace TechTransfer.OwnershipGrants.Conversions;

public static class ContractLists
{
    /// <summary>Contracts whose income may belong to the achievement.</summary>
    public static string OfAchievement(string achievementId) => $"income|{achievementId}";

    public static IEnumerable<ListEntry> Of(ContractRecord state) =>
        state.Achievements().Select(l => new ListEntry(OfAchievement(l.AchievementId), "contract", new ContractLine(state.Id)));
}

public sealed record ContractLine(string ContractId);
