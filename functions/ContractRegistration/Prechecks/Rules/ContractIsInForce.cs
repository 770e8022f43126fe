namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>The contract has taken effect.</summary>
public sealed class ContractIsInForce() : PrecheckRule(FindingCodes.ContractNotInForce, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content.EffectiveFrom > input.Today)
            yield return At(
                "effectiveFrom",
                "合同尚未生效；请在合同生效后、有效期内申报登记。",
                "The contract is not in force yet: file after it takes effect and within its term."
            );
    }
}
