namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>
/// Warning if a reasonable quantity exceeds what the rule set calls usual, such as one or two sets of complete equipment.
/// </summary>
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
                    $"第{i + 1}项非技术性费用的合理数量一般不超过{usual:0.##}，请说明理由，由登记机构核定。",
                    $"Cost line {i + 1}: the reasonable quantity is usually at most {usual:0.##}. "
                        + "Give the reason for a larger quantity; the registration office decides."
                );
            }
        }
    }
}
