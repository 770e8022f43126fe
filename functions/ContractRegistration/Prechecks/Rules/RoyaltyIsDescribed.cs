using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A royalty says what it is counted on; with an entrance fee, it says how much that is.</summary>
public sealed class RoyaltyIsDescribed()
    : PrecheckRule(FindingCodes.RoyaltyMissing, Severity.Error, Instruments.CivilCode("第八百四十六条"))
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        var content = input.Content;
        if (content.PaymentMode is PaymentMode.Royalty or PaymentMode.EntranceFeeAndRoyalty && content.Royalty is null)
            yield return At("royalty", "请填写提成的计算基数和比例。", "Give the base and the rate of the royalty.");
        else if (content.Royalty is { Rate: <= 0 })
            yield return At("royalty.rate", "提成比例须大于0。", "The rate must be above 0.");
        else if (content.Royalty is { Base: var from } && string.IsNullOrWhiteSpace(from))
            yield return At(
                "royalty.base",
                "请填写提成的计算基数，如销售额、利润。",
                "Say what the royalty is counted on, as sales or profit."
            );
        else if (content is { PaymentMode: PaymentMode.EntranceFeeAndRoyalty, Royalty.EntranceFee: null })
            yield return At("royalty.entranceFee", "请填写入门费金额。", "Give the entrance fee.");
    }
}
