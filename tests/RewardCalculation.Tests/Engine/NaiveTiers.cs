using System.Numerics;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Tests.Engine;

/// <summary>Marginal tiers a second time, as plainly as can be. Thresholds and figures in fen.</summary>
internal static class NaiveTiers
{
    /// <summary>Each fen earns the rate of the tier that it lies in.</summary>
    public static long FenByFen(IReadOnlyList<Tier> tiers, int figure)
    {
        var millionths = 0L;
        for (var fen = 1; fen <= figure; fen++)
            millionths += Millionths(tiers.Last(t => t.Above.Fen < fen).Rate);
        return (millionths + 500_000) / 1_000_000;
    }

    /// <summary>Each threshold changes the rate of all that lies above it by the difference of the rates.</summary>
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
