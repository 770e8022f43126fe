using TechTransfer.RewardCalculation.Engine.Compiled;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>
/// Applies a policy in two stages, exact to the fen: what one contract adds to a beneficiary's policy year, then what the sums of the
/// year give. Sums are additive over contracts, so that a year can be kept as running totals.
/// </summary>
public static class Assessment
{
    public static ItemResult OfItem(Policy policy, int year, ItemFacts item) =>
        new ItemCalculation(CompiledPolicy.Of(policy), year, item).Result();

    public static Award OfYear(Policy policy, int year, YearFacts facts) =>
        new YearCalculation(CompiledPolicy.Of(policy), year, facts).Result();
}
