namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>
/// Warning if words in the title or the cost lines suggest a sale of goods, staff training or building work. The rule set defines the
/// hints.
/// </summary>
public sealed class ContractIsATechnologyContract() : PrecheckRule(FindingCodes.MaybeNoTechnologyContract, Severity.Warning)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        var content = input.Content;
        foreach (var sign in input.Rules.OtherContractHints)
        {
            if (sign.TitleWords.Any(word => content.Title.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                yield return new(FindingCodes.All[sign.Code], Severity, "title", sign.Message, sign.Citation);
            }
            else if (
                sign.CostLineType is not null
                && content.ContractValue is { } value
                && content.CostLines.Where(l => l.Type == sign.CostLineType).Sum(l => l.Amount) is var cost
                && cost + cost > value
            )
            {
                yield return new(FindingCodes.All[sign.Code], Severity, "costLines", sign.Message, sign.Citation);
            }
        }
    }
}
