using System.Globalization;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>A distribution's line in lists.</summary>
public sealed record DistributionLine(string Id);

/// <summary>The lists that a distribution stands in: each is one partition, oldest first.</summary>
public static class DistributionLists
{
    public static string OfGrant(string grantId) => $"distributions|grant|{grantId}";

    public static string OfAchievement(string achievementId) => $"distributions|achievement|{achievementId}";

    public static string OfOrganisation(string uscc) => $"distributions|org|{uscc}";

    /// <summary>Those of a contract that were approved: later income supplements the first.</summary>
    public static string Approved(string achievementId, string contractId) => $"distributions|approved|{achievementId}|{contractId}";

    /// <summary>Those of a contract that no receipt has confirmed yet.</summary>
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
