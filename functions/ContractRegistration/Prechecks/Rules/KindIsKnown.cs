namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>The kind is a sub-kind of the rule set.</summary>
public sealed class KindIsKnown() : PrecheckRule(FindingCodes.UnknownKind, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Rules.SubKind(input.Content.Kind) is null)
        {
            yield return At(
                "kind",
                $"合同类别“{input.Content.Kind}”不在现行规则的类别之内，可选：{string.Join("、", input.Rules.SubKinds.Select(k => k.Code))}。",
                $"The kind '{input.Content.Kind}' is none of the rule set's; "
                    + $"choose one of {string.Join(", ", input.Rules.SubKinds.Select(k => k.Code))}."
            );
        }
    }
}
