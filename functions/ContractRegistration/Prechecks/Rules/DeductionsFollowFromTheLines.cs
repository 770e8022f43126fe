using TechTransfer.ContractRegistration.Amounts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Error if a deduction differs from the cost line's amount less unit price × reasonable quantity.</summary>
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
                    $"第{i + 1}项非技术性费用的扣除额为{deducted}元，按金额减去合理数量的价款计算应为{expected}元，请核对。",
                    $"Cost line {i + 1}: the deduction is {deducted} yuan, but the amount less the price of "
                        + $"the reasonable quantity is {expected} yuan. Check it."
                );
            }
        }
    }
}
