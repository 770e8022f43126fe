using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class SignersHadAuthority() : PrecheckRule(FindingCodes.SignerAuthorityMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, party) in input.Content.AllParties())
        {
            if (party.SignerAuthority is SignerAuthority.None || (party.SignerAuthority is null && !party.IsPerson()))
            {
                yield return At(
                    $"{path}.signerAuthority",
                    $"{FieldNames.Of(path).Zh}的签字人权限不明；签字人须为法定代表人或者持有授权委托书，由内设机构或者课题组签订的，请补交授权委托书。",
                    $"{FieldNames.Of(path).En}: the signer's authority is not clear. The signer must be the legal representative or hold "
                        + "a power of attorney. If an internal department or a research group signed, upload a power of attorney."
                );
            }
        }
    }
}
