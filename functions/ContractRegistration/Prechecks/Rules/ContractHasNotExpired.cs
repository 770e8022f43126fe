namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Not checked for a change of a registered contract.</summary>
public sealed class ContractHasNotExpired() : PrecheckRule(FindingCodes.ContractExpired, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (!input.IsChange && input.Content.EffectiveTo < input.Today)
            yield return At(
                "effectiveTo",
                $"合同有效期已于{input.Content.EffectiveTo:yyyy年M月d日}届满，有效期内的合同才能申请认定登记；合同仍在履行的，请签订补充协议延长有效期后再申请。",
                $"The contract ended on {input.Content.EffectiveTo:yyyy-MM-dd}. Only a contract within its term can be registered. "
                    + "If it is still being performed, sign a supplementary agreement that extends the term and apply again."
            );
    }
}
