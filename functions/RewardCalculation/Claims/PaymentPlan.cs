using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Claims;

/// <param name="YearAfter">For yearly instalments: the year after the decision, from 0.</param>
public sealed record PlannedPart(Stage? Stage, int? YearAfter, Yuan Amount, Yuan Due, Payment? Paid);

/// <summary>
/// Splits a reward into instalments. When the reward is reduced later, the difference is taken from the instalments still to be paid.
/// </summary>
public static class PaymentPlan
{
    // Divisible by 1 to 10 years, so that equal yearly instalments get equal weights.
    private const long Scale = 2520 * 1_000_000L;

    public static IReadOnlyList<PartRule> PartsOf(IReadOnlyList<StageRule> staging) =>
        [
            .. staging.SelectMany(s =>
                Enumerable
                    .Range(0, s.Years ?? 1)
                    .Select(year => new PartRule(s.Stage, s.Years is null ? null : year, (long)(s.Share * Scale) / (s.Years ?? 1)))
            ),
        ];

    public static IReadOnlyList<PlannedPart> Of(Claim claim)
    {
        PartRule?[] rules = claim.Parts.Count == 0 ? [null] : [.. claim.Parts];
        var amounts = claim.Amount().SplitByLargestRemainder([.. rules.Select(r => r?.Weight ?? 1)]);
        var settled = claim.PaidSum() - claim.Repayments.Sum(r => r.Amount);
        var (planned, spoken) = (Yuan.Zero, settled);
        var parts = new List<PlannedPart>();
        for (var i = 0; i < rules.Length; i++)
        {
            planned += amounts[i];
            var paid = claim.Payments.LastOrDefault(p => p.Part == i && p.FailedAt is null);
            var due = paid is null ? Yuan.Max(planned - spoken, Yuan.Zero) : Yuan.Zero;
            spoken += due;
            parts.Add(new(rules[i]?.Stage, rules[i]?.YearAfter, amounts[i], due, paid));
        }
        return parts;
    }

    /// <summary>Index of the instalment to pay next; null when nothing is payable.</summary>
    public static int? Next(Claim claim)
    {
        var parts = Of(claim);
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Paid is null && parts[i].Due > Yuan.Zero)
                return i;
        }
        return null;
    }
}
