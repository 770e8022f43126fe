namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class CostLineTypesAreKnown() : PrecheckRule(FindingCodes.UnknownCostLineType, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        for (var i = 0; i < input.Content.CostLines.Count; i++)
        {
            var type = input.Content.CostLines[i].Type;
            if (input.Rules.CostLineType(type) is null)
            {
                var types = Text.JoinLong(input.Rules.CostLineTypes.Select(t => t.Name));
                yield return At(
                    $"costLines[{i}].type",
                    $"第{i + 1}项非技术性费用的类别“{type}”不在可选范围内，请从以下类别中选择：{types.Zh}。",
                    $"Cost line {i + 1}: the type '{type}' is not in the list. Choose one of: {types.En}."
                );
            }
        }
    }
}
