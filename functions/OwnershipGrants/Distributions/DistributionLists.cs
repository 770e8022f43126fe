using System.Globalization;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>Entry of a distribution in lists: only its id, because readers load the distribution itself.</summary>
public sealed record DistributionLine(string Id);

/// <summary>The lists that contain distributions: each is one table partition, oldest first.</summary>
public static class DistributionLists
{
    public static string OfGrant(string grantId) => $"distributions|grant|{grantId}";

    public static string OfAchievement(string achievementId) => $"distributions|achievement|{achievementId}";

    public static string OfOrganisation(string uscc) => $"distributions|org|{uscc}";

    /// <summary>
    /// Approved distributions of income from one contract; distributions of later income refer to the first one (<c>Supplements</c>).
    /// </summary>
    public static string Approved(string achievementId, string contractId) => $"distributions|approved|{achievementId}|{contractId}";

    /// <summary>Distributions of income from a contract that was entered by hand and is not confirmed by a receipt.</summary>
    public static string ByHand(string achievementId, string contractId) => $"distributions|byHand|{achievementId}|{contractId}";

    public static IEnumerable<ListEntry> Of(Distribution state)
    {
        var order = state.Entered.At.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
        var line = new DistributionLine(state.Id);
        yield return new(OfGrant(state.GrantId), order, line);
        yield return new(OfAchievement(state.AchievementId), order, line);
        yield return new(OfOrganisation(state.Organisation), order, line);
        if (state.Source.ContractId is not { } contract)
            yield break;
        if (state.IsApproved)
            yield return new(Approved(state.AchievementId, contract), order, line);
        if (state.Source.ReceiptId is null)
            yield return new(ByHand(state.AchievementId, contract), order, line);
    }
}
