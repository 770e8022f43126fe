namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>There is a seller, there is a buyer, and each has a name.</summary>
public sealed class BothSidesAreNamed() : PrecheckRule(FindingCodes.PartyMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content.Sellers.Count == 0)
            yield return At("sellers", "请至少填写一个卖方。", "Name at least one seller.");
        if (input.Content.Buyers.Count == 0)
            yield return At("buyers", "请至少填写一个买方。", "Name at least one buyer.");
        foreach (var (path, party) in input.Content.AllParties())
        {
            if (string.IsNullOrWhiteSpace(party.Name))
                yield return At($"{path}.name", "请填写当事人名称。", "Give the party's name.");
        }
    }
}
