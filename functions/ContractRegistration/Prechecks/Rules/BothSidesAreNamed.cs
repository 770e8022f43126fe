using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class BothSidesAreNamed() : PrecheckRule(FindingCodes.PartyMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content.Sellers.Count == 0)
            yield return At("sellers", "合同未填写卖方，请至少填写一个卖方。", "The contract names no seller. Enter at least one.");
        if (input.Content.Buyers.Count == 0)
            yield return At("buyers", "合同未填写买方，请至少填写一个买方。", "The contract names no buyer. Enter at least one.");
        foreach (var (path, party) in input.Content.AllParties())
        {
            var name = FieldNames.Of($"{path}.name");
            if (string.IsNullOrWhiteSpace(party.Name))
                yield return At(
                    $"{path}.name",
                    $"{name.Zh}未填写，请按印章上的全称填写。",
                    $"{name.En} is missing. Enter the full name as on the seal."
                );
        }
    }
}
