using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

internal static class DistributionSteps
{
    /// <summary>Limit of distributions per achievement.</summary>
    public const int Most = 1_000;

    public static Outcome<Change<Distribution>> On(
        OpenDistribution open,
        LifeAction<OpenDistribution, DistributionStatus> action,
        Caller caller,
        Func<Distribution, Outcome<(Distribution After, AchievementEvent Event)>> decide
    )
    {
        if (action.Against(open, caller) is { } refused)
            return refused;
        var decided = decide(open.State);
        return decided.Problem is { } problem ? problem : new Change<Distribution>(decided.Value.After, decided.Value.Event);
    }

    /// <summary>Recovering takes precedence over Approved: one person may owe money while another is still unpaid.</summary>
    public static Distribution WithPaymentStatus(Distribution distribution)
    {
        var persons = distribution.Figures.Awards.Select(a => a.Person).ToArray();
        var status =
            persons.Any(p => distribution.OwedBy(p) > Yuan.Zero) ? DistributionStatus.Recovering
            : persons.Any(p => distribution.DueTo(p) > Yuan.Zero) ? DistributionStatus.Approved
            : distribution.Figures.Pool == Yuan.Zero && distribution.ClawBacks.Count > 0 ? DistributionStatus.ClawedBack
            : DistributionStatus.Paid;
        return distribution with { Status = status };
    }

    /// <summary>Approval needs a second person: nobody in <c>PreparedBy</c> may approve the distribution.</summary>
    public static Distribution PreparedAlsoBy(this Distribution distribution, Caller caller) =>
        distribution with
        {
            PreparedBy = [.. distribution.PreparedBy.Append(caller.Subject).Distinct()],
        };

    public static LedgerLine Line(Distribution distribution, string kind, string zh, string en, Yuan? amount = null) =>
        new(kind, new(zh, en), distribution.Id, amount);
}
