using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A price in instalments lists them.</summary>
public sealed class InstalmentsAreListed()
    : PrecheckRule(FindingCodes.InstalmentsMissing, Severity.Error, Instruments.CivilCode("第八百四十六条"))
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (
            input.Content is { PaymentMode: PaymentMode.Instalments or PaymentMode.UseFirst, ContractValue: not null, Instalments.Count: 0 }
        )
            yield return At(
                "instalments",
                "请列出各期付款的金额和时间或条件。",
                "List each instalment with its amount and date or condition."
            );
    }
}
