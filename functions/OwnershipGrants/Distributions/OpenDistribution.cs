using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>A distribution and what else its life cycle goes by.</summary>
/// <param name="Book">Only approval, objection and lists of actions need book and day.</param>
/// <param name="Today">Today in China.</param>
public sealed record OpenDistribution(Distribution State, DistributionBook? Book = null, DateOnly Today = default)
{
    public DistributionNotice Notice => State.Notice!.Recounted(Book!.Pinned(State.RuleSet), Book.Calendar);

    public static implicit operator OpenDistribution(Distribution state) => new(state);
}
