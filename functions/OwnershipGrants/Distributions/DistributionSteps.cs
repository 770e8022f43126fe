using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>What every decision on a distribution needs: who may, and where it stands.</summary>
internal static class DistributionSteps
{
    /// <summary>The most that one achievement has.</summary>
    public const int Most = 1_000;

    /// <summary>Carries a decision out, for the organisation's office.</summary>
    public static Outcome<Change<Distribution>> On(Distribution state, Caller caller, Func<Distribution, Outcome<(Distribution After, AchievementEvent Event)>> decide)
    {
        if (Access.Office(state, caller) is { } refused) return refused;
        var decided = decide(state);
        return decided.Problem is { } problem ? problem : new Change<Distribution>(decided.Value.After, decided.Value.Event);
    }

    public static Problem? Status(Distribution distribution, Text action, params ReadOnlySpan<DistributionStatus> allowed) =>
        allowed.Contains(distribution.Status) ? null : Problem.Of(Catalogue.WrongState, ("status", Name(distribution.Status)), ("action", action));

    /// <summary>Where an approved distribution stands, by what was paid.</summary>
    public static Distribution Settled(Distribution distribution)
    {
        var persons = distribution.Figures.Awards.Select(a => a.Person).ToArray();
        var status = persons.Any(p => distribution.OwedBy(p) > Yuan.Zero) ? DistributionStatus.Recovering
            : persons.Any(p => distribution.DueTo(p) > Yuan.Zero) ? DistributionStatus.Approved
            : distribution.Figures.Pool == Yuan.Zero && distribution.ClawBacks.Count > 0 ? DistributionStatus.ClawedBack
            : DistributionStatus.Paid;
        return distribution with { Status = status };
    }

    /// <summary>The person among those who prepared it: they do not approve it.</summary>
    public static Distribution PreparedAlsoBy(this Distribution distribution, Caller caller) =>
        distribution with { PreparedBy = [.. distribution.PreparedBy.Append(caller.Subject).Distinct()] };

    public static Text Name(DistributionStatus status) => status switch
    {
        DistributionStatus.Draft => new("草案", "draft"),
        DistributionStatus.OnNotice => new("公示中", "on notice"),
        DistributionStatus.Objected => new("有异议", "objected"),
        DistributionStatus.Approved => new("已批准，待发放", "approved"),
        DistributionStatus.Paid => new("已发放", "paid"),
        DistributionStatus.Recovering => new("追回中", "recovering"),
        DistributionStatus.ClawedBack => new("已追回", "clawed back"),
        DistributionStatus.Withdrawn => new("已撤回", "withdrawn"),
    };

    /// <summary>A line of the ledger about a distribution.</summary>
    public static LedgerLine Line(Distribution distribution, string kind, string zh, string en, Yuan? amount = null) => new(kind, new(zh, en), distribution.Id, amount);
}
