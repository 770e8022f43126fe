using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>The name on each seal is the name of the party.</summary>
public sealed class SealNamesAreThePartyNames() : PrecheckRule(FindingCodes.SealNameDiffers, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, party) in input.Content.AllParties())
        {
            if (party.SealName is null)
            {
                if (!party.IsPerson())
                    yield return At(
                        $"{path}.sealName",
                        "请填写合同落款印章上的名称；合同须由各方盖章。",
                        "Give the name on the seal below the contract: every party must seal it."
                    );
            }
            else if (!PlainText.Same(party.SealName, party.Name))
            {
                yield return At(
                    $"{path}.sealName",
                    $"印章名称“{party.SealName}”与当事人名称“{party.Name}”不一致，请更正名称或重新盖章。",
                    $"The seal says '{party.SealName}', the party is named '{party.Name}': "
                        + "correct the name or have the contract sealed again."
                );
            }
        }
    }
}
