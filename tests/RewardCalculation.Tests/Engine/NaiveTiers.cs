using System.Numerics;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Tests.Engine;

/// <summary>Two simple implementations of marginal tiers, for comparison. Thresholds and figures are in fen.</summary>
internal static class NaiveTiers
{
    /// <summary>Adds up, fen by fen, the rate of the tier that each fen is in.</summary>
    public static long FenByFen(IReadOnlyList<Tier> tiers, int figure)
    {
        var millionths = 0L;
        for (var fen = 1; fen <= figure; fen++)
            millionths += Millionths(tiers.Last(t => t.Above.Fen < fen).Rate);
        return (millionths + 500_000) / 1_000_000;
    }

    /// <summary>Adds, at each threshold, the difference of the rates on everything above it.</summary>
    public static long InWholeNumbers(IReadOnlyList<Tier> tiers, long figure)
    {
        var (sum, before) = (BigInteger.Zero, 0L);
        foreach (var tier in tiers)
        {
            sum += BigInteger.Max(figure - tier.Above.Fen, 0) * (Millionths(tier.Rate) - before);
            before = Millionths(tier.Rate);
        }
        return (long)((sum + 500_000) / 1_000_000);
    }

    private static long Millionths(decimal rate) => (long)(rate * 1_000_000);
}
