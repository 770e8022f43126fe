namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>The claimed technical amount is the value less the deductions.</summary>
public sealed class ClaimFollowsFromTheCostLines() : PrecheckRule(FindingCodes.TechnicalAmountDiffers, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        // A claim of the whole value although there are costs is a habit of its own: GoodsAreNotClaimedAsTechnology.
        if (
            input.Content is { ClaimedTechnicalAmount: { } claimed, ContractValue: { } value }
            && claimed != value
            && Precheck.TechnicalAmountOf(input) is { } computed
            && claimed != computed
        )
        {
            yield return At(
                "claimedTechnicalAmount",
                $"按费用明细计算，技术交易额应为{computed}元，填报为{claimed}元，请核对。",
                $"By the cost lines the technical amount is {computed} yuan; the form says {claimed}: check them."
            );
        }
    }
}
