using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Error if entrance fee and estimated royalty do not add up to an estimated contract value.</summary>
public sealed class RoyaltyAddsUp()
    : PrecheckRule(FindingCodes.RoyaltyDoesNotAddUp, Severity.Error, Instruments.CivilCode("第八百四十六条"))
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (
            input.Content
                is {
                    ValueStatus: ValueStatus.Estimated,
                    PaymentMode: PaymentMode.Royalty or PaymentMode.EntranceFeeAndRoyalty,
                    ContractValue: { } value,
                    Royalty: { EstimatedTotal: { } total } royalty
                }
            && (royalty.EntranceFee ?? Yuan.Zero) + total is var sum
            && sum != value
        )
        {
            yield return At(
                "contractValue",
                $"入门费与预计提成总额合计{sum}元，与合同成交额{value}元不一致，请核对。",
                $"The entrance fee and the estimated total royalty add up to {sum} yuan, but the contract value is {value} yuan. "
                    + "Check them."
            );
        }
    }
}
