using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>A part of a reward and when it is paid.</summary>
/// <param name="YearAfter">For parts paid yearly: in which year after the decision, from 0.</param>
/// <param name="Due">What is to be paid with it as things stand, yuan.</param>
public sealed record PlannedPart(Stage? Stage, int? YearAfter, Yuan Amount, Yuan Due, Payment? Paid);

/// <summary>The parts in which a reward is paid. A reward that fell later takes the difference out of the parts still to come.</summary>
public static class PaymentPlan
{
    // Divisible by every number of years up to ten, so that equal parts are equal.
    private const long Scale = 2520 * 1_000_000L;

    /// <summary>The parts of a policy's staging: a yearly one is as many parts as years.</summary>
    public static IReadOnlyList<PartRule> PartsOf(IReadOnlyList<StageRule> staging) =>
        [
            .. staging.SelectMany(s =>
                Enumerable
                    .Range(0, s.Years ?? 1)
                    .Select(year => new PartRule(s.Stage, s.Years is null ? null : year, (long)(s.Share * Scale) / (s.Years ?? 1)))
            ),
        ];

    /// <summary>The parts as they stand.</summary>
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

    /// <summary>The place of the part to be paid next; null when nothing is due any more.</summary>
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
