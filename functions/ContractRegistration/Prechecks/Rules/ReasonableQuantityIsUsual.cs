namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Of complete equipment one or two sets are usual.</summary>
public sealed class ReasonableQuantityIsUsual() : PrecheckRule(FindingCodes.ReasonableQuantityUnusual, Severity.Warning)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        for (var i = 0; i < input.Content.CostLines.Count; i++)
        {
            var line = input.Content.CostLines[i];
            if (input.Rules.CostLineType(line.Type) is { UsualQuantity: { } usual } && line.ReasonableQuantity > usual)
            {
                yield return At(
                    $"costLines[{i}].reasonableQuantity",
                    $"合理数量一般不超过{usual:0.##}，请说明理由，由登记机构核定。",
                    $"Usually no more than {usual:0.##} are kept: say why; the registrar decides."
                );
            }
        }
    }
}
