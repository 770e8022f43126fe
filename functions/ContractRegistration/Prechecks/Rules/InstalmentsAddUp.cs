using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class InstalmentsAddUp()
    : PrecheckRule(FindingCodes.InstalmentsDoNotAddUp, Severity.Error, Instruments.CivilCode("第八百四十六条"))
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (
            input.Content
                is {
                    PaymentMode: PaymentMode.Once or PaymentMode.Instalments or PaymentMode.UseFirst,
                    ContractValue: { } value,
                    Instalments: { Count: > 0 } instalments
                }
            && instalments.Sum(i => i.Amount) is var sum
            && sum != value
        )
        {
            yield return At(
                "instalments",
                $"各期付款合计{sum}元，与合同成交额{value}元不一致，请核对。",
                $"The instalments add up to {sum} yuan, but the contract value is {value} yuan. Check them."
            );
        }
    }
}
