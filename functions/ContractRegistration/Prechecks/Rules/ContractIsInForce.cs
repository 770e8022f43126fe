namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class ContractIsInForce() : PrecheckRule(FindingCodes.ContractNotInForce, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content.EffectiveFrom > input.Today)
            yield return At(
                "effectiveFrom",
                $"合同自{input.Content.EffectiveFrom:yyyy年M月d日}起生效，目前尚未生效，请在合同生效后、有效期内申请认定登记。",
                $"The contract takes effect on {input.Content.EffectiveFrom:yyyy-MM-dd}. Apply for registration after that day "
                    + "and within the term of the contract."
            );
    }
}
