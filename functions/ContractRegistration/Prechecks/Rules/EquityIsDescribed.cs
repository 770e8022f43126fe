using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Technology paid in shares says how many and of which company.</summary>
public sealed class EquityIsDescribed() : FilingRule("equity_missing", Severity.Error, Instruments.Rules2001 with { Confidence = Confidence.Inferred })
{
    public override IEnumerable<Finding> Check(Filing filing)
    {
        if ((filing.Content.PaymentMode == PaymentMode.Equity || filing.Content.Kind == "T8") && filing.Content.Equity is null) yield return At("equity", "请填写技术作价入股的公司名称和股权比例。", "Give the company and the share that the technology buys.");
    }
}
