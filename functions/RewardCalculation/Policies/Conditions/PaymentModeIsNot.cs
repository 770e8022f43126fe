using TechTransfer.RewardCalculation.Facts;

namespace TechTransfer.RewardCalculation.Policies;

/// <summary>The price is paid in none of these ways.</summary>
public sealed record PaymentModeIsNot : Condition
{
    public required IReadOnlyList<PaymentMode> NoneOf { get; init; }

    public override Verdict Check(Candidate candidate)
    {
        var mode = candidate.Contract.PaymentMode.Name();
        return Verdict.On("paymentMode", candidate.Contract.PaymentMode.Word(),
            "payment_mode", !NoneOf.Contains(candidate.Contract.PaymentMode),
            new($"支付方式为“{mode.Zh}”，不属于排除范围。", $"The mode of payment ({mode.En}) is not excluded."),
            new($"支付方式为“{mode.Zh}”，不予奖励。", $"The mode of payment ({mode.En}) is not rewarded."));
    }

    public override IEnumerable<(string Path, string Reason)> Faults() => Lists.FaultsUnlessFilled("noneOf", NoneOf);
}
