using TechTransfer.ContractRegistration.Amounts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>What is taken off is the amount less the price of the reasonable quantity.</summary>
public sealed class DeductionsFollowFromTheLines() : PrecheckRule(FindingCodes.DeductionDiffers, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        for (var i = 0; i < input.Content.CostLines.Count; i++)
        {
            var line = input.Content.CostLines[i];
            if (
                line.Deducted is { } deducted
                && line.ReasonableQuantity.GetValueOrDefault() <= line.Quantity.GetValueOrDefault()
                && TechnicalAmount.DeductionOf(line) is var expected
                && deducted != expected
            )
            {
                yield return At(
                    $"costLines[{i}].deducted",
                    $"扣除额应为{expected}元（金额减去合理数量的价款），现为{deducted}元。",
                    $"The deduction must be {expected} yuan (amount less the price of the reasonable quantity); it says {deducted}."
                );
            }
        }
    }
}
