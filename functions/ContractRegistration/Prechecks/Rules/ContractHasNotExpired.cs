namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>The contract is within its term.</summary>
public sealed class ContractHasNotExpired() : PrecheckRule(FindingCodes.ContractExpired, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (!input.IsChange && input.Content.EffectiveTo < input.Today)
            yield return At(
                "effectiveTo",
                "合同有效期已过；须在有效期内申报。合同仍在履行的，请签订补充协议延长有效期后再申报。",
                "The contract has expired: it is filed within its term. "
                    + "If it is still being performed, agree on a longer term in writing and file again."
            );
    }
}
