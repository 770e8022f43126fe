namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Each cost line has a type of the rule set.</summary>
public sealed class CostLineTypesAreKnown() : PrecheckRule(FindingCodes.UnknownCostLineType, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        for (var i = 0; i < input.Content.CostLines.Count; i++)
        {
            var type = input.Content.CostLines[i].Type;
            if (input.Rules.CostLineType(type) is null)
            {
                yield return At(
                    $"costLines[{i}].type",
                    $"费用类别“{type}”不存在，可选：{string.Join("、", input.Rules.CostLineTypes.Select(t => t.Code))}。",
                    $"There is no cost-line type '{type}'; "
                        + $"choose one of {string.Join(", ", input.Rules.CostLineTypes.Select(t => t.Code))}."
                );
            }
        }
    }
}
