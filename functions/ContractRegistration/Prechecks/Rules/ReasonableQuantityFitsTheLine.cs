namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A reasonable quantity is kept only of what the rules name, and never more than there is.</summary>
public sealed class ReasonableQuantityFitsTheLine() : PrecheckRule(FindingCodes.ReasonableQuantityUnfit, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        for (var i = 0; i < input.Content.CostLines.Count; i++)
        {
            var line = input.Content.CostLines[i];
            if (line.ReasonableQuantity is null or 0)
                continue;
            var path = $"costLines[{i}].reasonableQuantity";
            if (input.Rules.CostLineType(line.Type) is { ReasonableQuantity: false } type)
                yield return At(
                    path,
                    $"“{type.Name.Zh}”不适用合理数量，应全额扣除。",
                    $"No reasonable quantity is kept of '{type.Name.En}': it is deducted in full."
                );
            else if (line is not { Quantity: { } quantity, UnitPrice: not null })
                yield return At(path, "填写合理数量须同时填写数量和单价。", "A reasonable quantity needs quantity and unit price.");
            else if (line.ReasonableQuantity > quantity)
                yield return At(path, "合理数量不能超过总数量。", "The reasonable quantity cannot exceed the quantity.");
        }
    }
}
