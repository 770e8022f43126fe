using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class SealNamesAreThePartyNames() : PrecheckRule(FindingCodes.SealNameDiffers, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, party) in input.Content.AllParties())
        {
            var name = FieldNames.Of(path);
            if (party.SealName is null)
            {
                if (!party.IsPerson())
                    yield return At(
                        $"{path}.sealName",
                        $"{name.Zh}的印章名称未填写；合同须由各方盖章，请填写合同落款印章上的名称。",
                        $"{name.En}: the name on the seal is missing. Every party must seal the contract. Enter the name on the "
                            + "seal in the signature block."
                    );
            }
            else if (!ComparedText.Same(party.SealName, party.Name))
            {
                yield return At(
                    $"{path}.sealName",
                    $"{name.Zh}的印章名称“{party.SealName}”与当事人名称“{party.Name}”不一致，请核对名称；印章有误的，请重新盖章。",
                    $"{name.En}: the seal says '{party.SealName}', but the party is named '{party.Name}'. "
                        + "Check the name; if the seal is wrong, have the contract sealed again."
                );
            }
        }
    }
}
