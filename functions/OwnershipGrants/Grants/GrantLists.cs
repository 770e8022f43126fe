using System.Globalization;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Grants;

public sealed record GrantSummary(
    string Id,
    GrantStatus Status,
    GrantType Type,
    string AchievementId,
    string Achievement,
    string Organisation,
    Share? Share,
    bool Exclusive,
    DateOnly AppliedOn,
    DateOnly? InForceOn,
    DateOnly? EndsOn
) : LineWithActions;

public static class GrantLists
{
    public static string OfOrganisation(string uscc) => $"grants|org|{uscc}";

    public static string OfStatus(GrantStatus status) => $"grants|status|{Json.EnumName(status)}";

    /// <summary>
    /// List of the grants whose notice or term ends in <paramref name="month"/>. <c>AdvanceGrants</c> reads it to record the ends.
    /// </summary>
    public static string OfClock(DateOnly month) => string.Create(CultureInfo.InvariantCulture, $"grantclock|{month:yyyy-MM}");

    public static IEnumerable<ListEntry> Of(Achievement state, GrantRuleBook book)
    {
        foreach (var grant in state.Grants)
        {
            var summary = new GrantSummary(
                grant.Id,
                grant.Status,
                grant.Terms.Type,
                state.Id,
                state.Name,
                state.Organisation,
                grant.Terms.Share,
                grant.Terms.Exclusive,
                grant.AppliedAt().ChinaDate(),
                grant.InForceOn,
                grant.EndsOn
            )
            {
                ListedActions = GrantLifeCycle.ListedFor(state, grant, book.Pinned(grant.RuleSet)),
            };
            var part = PartIds.NameOf(grant.Id);
            var sortKey = $"{ListEntry.NewestFirst(grant.AppliedAt())}.{part}";
            yield return new(OfOrganisation(state.Organisation), sortKey, summary);
            yield return new(OfStatus(grant.Status), sortKey, summary);
            if (GrantClock.DueOn(grant) is { } due)
                yield return new(OfClock(due), string.Create(CultureInfo.InvariantCulture, $"{due:yyyy-MM-dd}.{part}"), summary);
        }
    }
}
