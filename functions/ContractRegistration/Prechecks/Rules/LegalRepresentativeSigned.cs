using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Warning if the filer states that the legal representative signed, but the signer has another name.</summary>
public sealed class LegalRepresentativeSigned() : PrecheckRule(FindingCodes.SignerDiffers, Severity.Warning)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, party) in input.Content.AllParties())
        {
            if (
                party
                    is {
                        SignerAuthority: SignerAuthority.LegalRepresentative,
                        Signer: { Length: > 0 } signer,
                        Representative: { Length: > 0 } representative
                    }
                && !ComparedText.Same(signer, representative)
            )
            {
                yield return At(
                    $"{path}.signer",
                    $"{FieldNames.Of(path).Zh}的签字人与法定代表人不一致，请核对；由代理人签字的，请将签字人权限改为“授权委托”并上传授权委托书。",
                    $"{FieldNames.Of(path).En}: the signer is not the legal representative. Check it; "
                        + "if an agent signed, change the signer's authority to 'power of attorney' and upload the power of attorney."
                );
            }
        }
    }
}
