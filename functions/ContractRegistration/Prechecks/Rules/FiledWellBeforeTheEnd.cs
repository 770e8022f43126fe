namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Warning if the contract ends so soon that the decision may come after its end; not for changes.</summary>
public sealed class FiledWellBeforeTheEnd() : PrecheckRule(FindingCodes.TermNearlyOver, Severity.Warning)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        var (today, last) = (input.Today, input.Content.EffectiveTo);
        if (!input.IsChange && last >= today && last < today.AddDays(input.Rules.LateFiling.DaysBeforeEnd))
        {
            yield return At(
                "effectiveTo",
                $"合同将于{last:yyyy年M月d日}到期，可能早于登记决定作出的日期；合同仍在履行的，请先签订补充协议延长有效期。",
                $"The contract ends on {last:yyyy-MM-dd}, possibly before the decision on registration. "
                    + "If it is still being performed, sign a supplementary agreement that extends the term first.",
                input.Rules.LateFiling.Citation
            );
        }
    }
}
