using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Error if payment is in instalments or after use, but no instalment is listed.</summary>
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
                "合同约定分期支付或者先使用后付费，但未填写各期付款，请填写各期的金额和付款时间或者条件。",
                "The contract is paid in instalments or after use, but no instalments are listed. List each with its amount and "
                    + "its date or condition."
            );
    }
}
