using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class EquityIsDescribed() : PrecheckRule(FindingCodes.EquityMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if ((input.Content.PaymentMode == PaymentMode.Equity || input.Content.Kind == "T8") && input.Content.Equity is null)
            yield return At(
                "equity",
                "技术入股合同未填写入股企业和入股比例，请填写。",
                "The contract is paid in shares, but the company and the share are missing. Enter them."
            );
        else if (input.Content.Equity is { Share: <= 0 })
            yield return At("equity.share", "入股比例应大于0，请核对。", "The share in the company must be above 0. Check it.");
        else if (input.Content.Equity is { Company: var company } && string.IsNullOrWhiteSpace(company))
            yield return At(
                "equity.company",
                "入股企业未填写，请填写被投资企业的名称。",
                "The company is missing. Enter the name of the company in which shares are given."
            );
    }
}
