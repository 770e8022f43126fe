using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>Helpers that several decisions on a distribution share.</summary>
internal static class DistributionSteps
{
    /// <summary>Limit of distributions per achievement.</summary>
    public const int Most = 1_000;

    /// <summary>Runs a decision if the life cycle allows its action in this status for this caller.</summary>
    public static Outcome<Change<Distribution>> On(
        Distribution state,
        LifeAction<Distribution, DistributionStatus> action,
        Caller caller,
        Func<Distribution, Outcome<(Distribution After, AchievementEvent Event)>> decide
    )
    {
        if (action.Against(state, caller) is { } refused)
            return refused;
        var decided = decide(state);
        return decided.Problem is { } problem ? problem : new Change<Distribution>(decided.Value.After, decided.Value.Event);
    }

    /// <summary>Sets the status of an approved distribution according to its payments: Recovering, Approved, ClawedBack or Paid.</summary>
    public static Distribution Settled(Distribution distribution)
    {
        var persons = distribution.Figures.Awards.Select(a => a.Person).ToArray();
        var status =
            persons.Any(p => distribution.OwedBy(p) > Yuan.Zero) ? DistributionStatus.Recovering
            : persons.Any(p => distribution.DueTo(p) > Yuan.Zero) ? DistributionStatus.Approved
            : distribution.Figures.Pool == Yuan.Zero && distribution.ClawBacks.Count > 0 ? DistributionStatus.ClawedBack
            : DistributionStatus.Paid;
        return distribution with { Status = status };
    }

    /// <summary>Adds the caller to those who prepared the distribution and therefore may not approve it.</summary>
    public static Distribution PreparedAlsoBy(this Distribution distribution, Caller caller) =>
        distribution with
        {
            PreparedBy = [.. distribution.PreparedBy.Append(caller.Subject).Distinct()],
        };

    public static LedgerLine Line(Distribution distribution, string kind, string zh, string en, Yuan? amount = null) =>
        new(kind, new(zh, en), distribution.Id, amount);
}
