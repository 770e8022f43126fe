using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A royalty says what it is counted on; with an entrance fee, it says how much that is.</summary>
public sealed class RoyaltyIsDescribed() : FilingRule("royalty_missing", Severity.Error, Instruments.CivilCode("第八百四十六条"))
{
    public override IEnumerable<Finding> Check(Filing filing)
    {
        var content = filing.Content;
        if (content.PaymentMode is PaymentMode.Royalty or PaymentMode.EntranceFeeAndRoyalty && content.Royalty is null) yield return At("royalty", "请填写提成的计算基数和比例。", "Give the base and the rate of the royalty.");
        else if (content is { PaymentMode: PaymentMode.EntranceFeeAndRoyalty, Royalty.EntranceFee: null }) yield return At("royalty.entranceFee", "请填写入门费金额。", "Give the entrance fee.");
    }
}
