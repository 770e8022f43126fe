namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class KindIsKnown() : PrecheckRule(FindingCodes.UnknownKind, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Rules.SubKind(input.Content.Kind) is null)
        {
            var kinds = Text.Join(input.Rules.SubKinds.Select(k => new Text($"{k.Name.Zh}（{k.Code}）", $"{k.Name.En} ({k.Code})")));
            yield return At(
                "kind",
                $"合同类别“{input.Content.Kind}”不在现行规则的类别之内，请从以下类别中选择：{kinds.Zh}。",
                $"The kind '{input.Content.Kind}' is not one of the kinds in the current rules. Choose one of: {kinds.En}."
            );
        }
    }
}
