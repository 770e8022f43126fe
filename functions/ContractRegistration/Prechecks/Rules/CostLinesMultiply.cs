namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Quantity × unit price, rounded to the fen, is the amount of the line.</summary>
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
                    "数量和单价须同时填写，或都不填（一次计价）。",
                    "Give quantity and unit price together, or neither for a lump sum."
                );
            }
            else if (line is { Quantity: { } quantity, UnitPrice: { } price })
            {
                var product = decimal.Round(quantity * price.Amount, 2, MidpointRounding.AwayFromZero);
                if (product != line.Amount.Amount)
                    yield return At(
                        $"costLines[{i}].amount",
                        $"数量×单价= {product:N2}元，与金额{line.Amount}元不符。",
                        $"Quantity × unit price = {product:N2} yuan, which is not the amount of {line.Amount}."
                    );
            }
        }
    }
}
