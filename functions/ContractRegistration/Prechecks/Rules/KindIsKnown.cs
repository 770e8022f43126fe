using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>The kind is a sub-kind of the rule set.</summary>
public sealed class KindIsKnown() : FilingRule(FindingCodes.UnknownKind, Severity.Error)
{
    public override IEnumerable<Finding> Check(Filing filing)
    {
        if (filing.Rules.SubKind(filing.Content.Kind) is null)
        {
            yield return At(
                "kind",
                $"合同类别“{filing.Content.Kind}”不在现行规则的类别之内，可选：{string.Join("、", filing.Rules.SubKinds.Select(k => k.Code))}。",
                $"The kind '{filing.Content.Kind}' is none of the rule set's; choose one of {string.Join(", ", filing.Rules.SubKinds.Select(k => k.Code))}."
            );
        }
    }
}
