using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>The contract value may be missing only if the price is undetermined and paid by royalty or after use (先使用后付费).</summary>
public sealed class AmountIsStated() : PrecheckRule(FindingCodes.AmountMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        var content = input.Content;
        if (content.ContractValue is { } value)
        {
            if (value == Yuan.Zero)
                yield return At("contractValue", "合同成交额应大于0元，请核对。", "The contract value must be above 0 yuan. Check it.");
        }
        else if (
            content.ValueStatus != ValueStatus.Undetermined
            || content.PaymentMode is not (PaymentMode.Royalty or PaymentMode.EntranceFeeAndRoyalty or PaymentMode.UseFirst)
        )
        {
            yield return At(
                "contractValue",
                "合同成交额未填写，请填写；没有约定价款、报酬或者使用费的框架协议不能登记，请在签订具体合同后申请认定登记。",
                "The contract value is missing. Enter it. A framework agreement without a price, remuneration or royalty cannot "
                    + "be registered: "
                    + "apply for registration once the specific contract is signed."
            );
        }
    }
}
