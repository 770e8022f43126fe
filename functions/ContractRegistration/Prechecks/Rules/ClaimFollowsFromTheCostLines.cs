namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Error if the claimed technical amount differs from contract value less deductions.</summary>
public sealed class ClaimFollowsFromTheCostLines() : PrecheckRule(FindingCodes.TechnicalAmountDiffers, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        // A claim equal to the whole value is reported by GoodsAreNotClaimedAsTechnology.
        if (
            input.Content is { ClaimedTechnicalAmount: { } claimed, ContractValue: { } value }
            && claimed != value
            && Precheck.TechnicalAmountOf(input) is { } computed
            && claimed != computed
        )
        {
            yield return At(
                "claimedTechnicalAmount",
                $"填报的技术交易额为{claimed}元，按非技术性费用明细计算应为{computed}元，请核对。",
                $"The technical amount entered is {claimed} yuan, but the cost lines give {computed} yuan. Check them."
            );
        }
    }
}
