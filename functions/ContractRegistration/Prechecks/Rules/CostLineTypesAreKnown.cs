using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Each cost line has a type of the rule set.</summary>
public sealed class CostLineTypesAreKnown() : FilingRule(FindingCodes.UnknownCostLineType, Severity.Error)
{
    public override IEnumerable<Finding> Check(Filing filing)
    {
        for (var i = 0; i < filing.Content.CostLines.Count; i++)
        {
            var type = filing.Content.CostLines[i].Type;
            if (filing.Rules.CostLineType(type) is null)
            {
                yield return At(
                    $"costLines[{i}].type",
                    $"费用类别“{type}”不存在，可选：{string.Join("、", filing.Rules.CostLineTypes.Select(t => t.Code))}。",
                    $"There is no cost-line type '{type}'; choose one of {string.Join(", ", filing.Rules.CostLineTypes.Select(t => t.Code))}."
                );
            }
        }
    }
}
