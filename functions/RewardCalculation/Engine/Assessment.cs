using TechTransfer.RewardCalculation.Engine.Compiled;

namespace TechTransfer.RewardCalculation.Engine;

/// <summary>
/// Applies a policy. Two stages, both pure and deterministic, money exact to the fen: what one contract adds to a beneficiary's policy
/// year, and what the sums of a year give. Sums are additive over contracts, so that a year can be kept as running totals.
/// </summary>
public static class Assessment
{
    /// <summary>What one contract adds to one beneficiary's policy year.</summary>
    public static ItemResult OfItem(Policy policy, int year, ItemFacts item) =>
        new ItemCalculation(CompiledPolicy.Of(policy), year, item).Result();

    /// <summary>What a policy gives a beneficiary for a policy year, before anything that depends on other claims.</summary>
    public static Award OfYear(Policy policy, int year, YearFacts facts) =>
        new YearCalculation(CompiledPolicy.Of(policy), year, facts).Result();
}
