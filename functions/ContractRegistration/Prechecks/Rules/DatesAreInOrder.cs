namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class DatesAreInOrder() : PrecheckRule(FindingCodes.DatesOutOfOrder, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content.EffectiveTo < input.Content.EffectiveFrom)
            yield return At(
                "effectiveTo",
                "合同终止日期早于合同起始日期，请核对。",
                "The contract ends before it begins. Check both dates."
            );
    }
}
