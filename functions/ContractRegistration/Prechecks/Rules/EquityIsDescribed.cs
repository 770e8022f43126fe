using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Technology paid in shares says how many and of which company.</summary>
public sealed class EquityIsDescribed() : PrecheckRule(FindingCodes.EquityMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if ((input.Content.PaymentMode == PaymentMode.Equity || input.Content.Kind == "T8") && input.Content.Equity is null)
            yield return At(
                "equity",
                "请填写技术作价入股的公司名称和股权比例。",
                "Give the company and the share that the technology buys."
            );
        else if (input.Content.Equity is { Share: <= 0 })
            yield return At("equity.share", "股权比例须大于0。", "The share must be above 0.");
        else if (input.Content.Equity is { Company: var company } && string.IsNullOrWhiteSpace(company))
            yield return At("equity.company", "请填写被投资公司的名称。", "Name the company.");
    }
}
