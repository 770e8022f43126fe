namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>
/// Error if quantity × unit price, rounded to the fen, differs from the line's amount, or if only one of the two is given.
/// </summary>
public sealed class CostLinesMultiply() : PrecheckRule(FindingCodes.CostLineArithmetic, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        for (var i = 0; i < input.Content.CostLines.Count; i++)
        {
            var line = input.Content.CostLines[i];
            if (line.Quantity is null != line.UnitPrice is null)
            {
                yield return At(
                    $"costLines[{i}].{(line.Quantity is null ? "quantity" : "unitPrice")}",
                    $"第{i + 1}项非技术性费用的数量和单价只填写了一项，请补充另一项；一次计价的，两项都不填写。",
                    $"Cost line {i + 1} has only one of quantity and unit price. Enter both, or neither for a lump sum."
                );
            }
            else if (line is { Quantity: { } quantity, UnitPrice: { } price })
            {
                var product = decimal.Round(quantity * price.Amount, 2, MidpointRounding.AwayFromZero);
                if (product != line.Amount.Amount)
                    yield return At(
                        $"costLines[{i}].amount",
                        $"第{i + 1}项非技术性费用的数量乘以单价为{product:N2}元，与金额{line.Amount}元不一致，请核对。",
                        $"Cost line {i + 1}: quantity times unit price is {product:N2} yuan, but the amount is {line.Amount} "
                            + "yuan. Check them."
                    );
            }
        }
    }
}
