using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Nothing on the form points at goods, staff training or building work. The hints, their codes and sources are the rule
/// set's.</summary>
public sealed class ContractIsATechnologyContract() : PrecheckRule(FindingCodes.MaybeNoTechnologyContract, Severity.Warning)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        var content = input.Content;
        foreach (var hint in input.Rules.OtherContractHints)
        {
            if (hint.TitleWords.Any(word => content.Title.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                yield return new(FindingCodes.All[hint.Code], Severity, "title", hint.Message, hint.Citation);
            }
            else if (
                hint.CostLineType is not null
                && content.ContractValue is { } value
                && content.CostLines.Where(l => l.Type == hint.CostLineType).Sum(l => l.Amount) is var cost
                && cost + cost > value
            )
            {
                yield return new(FindingCodes.All[hint.Code], Severity, "costLines", hint.Message, hint.Citation);
            }
        }
    }
}
