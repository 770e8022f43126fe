using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

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
            var name = FieldNames.Of($"costLines[{i}]");
            if (input.Rules.CostLineType(line.Type) is { ReasonableQuantity: false } type)
                yield return At(
                    path,
                    $"{name.Zh}属于“{type.Name.Zh}”，应全额扣除，不适用合理数量，请清空合理数量。",
                    $"{name.En} is of the type '{type.Name.En}', which is deducted in full. Clear its reasonable quantity."
                );
            else if (line is not { Quantity: { } quantity, UnitPrice: not null })
                yield return At(
                    path,
                    $"{name.Zh}填写了合理数量，还应填写数量和单价，请补充。",
                    $"{name.En} has a reasonable quantity. Enter its quantity and unit price as well."
                );
            else if (line.ReasonableQuantity > quantity)
                yield return At(
                    path,
                    $"{name.Zh}的合理数量超过总数量，请核对。",
                    $"{name.En}: the reasonable quantity exceeds the total quantity. Check them."
                );
        }
    }
}
