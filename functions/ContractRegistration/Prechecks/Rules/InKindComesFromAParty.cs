namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class InKindComesFromAParty() : PrecheckRule(FindingCodes.InKindPartyUnknown, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        for (var i = 0; i < input.Content.InKind.Count; i++)
        {
            var name = input.Content.InKind[i].Party;
            if (!input.Content.AllParties().Any(p => ComparedText.Same(p.Party.Name, name)))
                yield return At(
                    $"inKind[{i}].party",
                    $"第{i + 1}项实物投入的提供方“{name}”不在该合同的当事人之中；实物投入须由当事人提供，请核对名称。",
                    $"Contribution in kind {i + 1}: the provider '{name}' is not a party to this contract. "
                        + "Contributions in kind must come from a party. Check the name."
                );
        }
    }
}
