namespace TechTransfer.OwnershipGrants.Conversions;

/// <summary>Where the contracts of an achievement are found.</summary>
public static class ContractLists
{
    /// <summary>The contracts whose money may belong to an achievement.</summary>
    public static string OfAchievement(string achievementId) => $"income|{achievementId}";

    public static IEnumerable<ListEntry> Of(ContractRecord state) =>
        state.Achievements().Select(l => new ListEntry(OfAchievement(l.AchievementId), "contract", new ContractLine(state.Id)));
}

/// <summary>A contract's line.</summary>
public sealed record ContractLine(string ContractId);
