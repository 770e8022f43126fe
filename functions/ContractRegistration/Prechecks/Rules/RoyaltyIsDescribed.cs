using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class RoyaltyIsDescribed()
    : PrecheckRule(FindingCodes.RoyaltyMissing, Severity.Error, Instruments.CivilCode("第八百四十六条"))
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        var content = input.Content;
        if (content.PaymentMode is PaymentMode.Royalty or PaymentMode.EntranceFeeAndRoyalty && content.Royalty is null)
            yield return At(
                "royalty",
                "合同约定提成支付，提成基数和提成比例未填写，请填写。",
                "The contract is paid by royalty, but the royalty base and rate are missing. Enter them."
            );
        else if (content.Royalty is { Rate: <= 0 })
            yield return At("royalty.rate", "提成比例应大于0，请核对。", "The royalty rate must be above 0. Check it.");
        else if (content.Royalty is { Base: var from } && string.IsNullOrWhiteSpace(from))
            yield return At(
                "royalty.base",
                "提成基数未填写，请填写计算依据，如销售额、利润。",
                "The royalty base is missing. Enter what the royalty is calculated on, such as sales or profit."
            );
        else if (content is { PaymentMode: PaymentMode.EntranceFeeAndRoyalty, Royalty.EntranceFee: null })
            yield return At(
                "royalty.entranceFee",
                "合同约定预付入门费，入门费未填写，请填写。",
                "The contract has an entrance fee, but its amount is missing. Enter it."
            );
    }
}
