namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A contract ends after it begins.</summary>
public sealed class DatesAreInOrder() : PrecheckRule(FindingCodes.DatesOutOfOrder, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content.EffectiveTo < input.Content.EffectiveFrom)
            yield return At(
                "effectiveTo",
                "有效期截止日早于起始日，请核对。",
                "The last day of validity lies before the first: check them."
            );
    }
}
