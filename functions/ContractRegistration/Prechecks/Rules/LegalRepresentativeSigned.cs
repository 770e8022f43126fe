using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Where the legal representative is said to have signed, the signer is that person.</summary>
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
                && !PlainText.Same(signer, representative)
            )
            {
                yield return At(
                    $"{path}.signer",
                    "签字人与法定代表人不是同一人；由代理人签字的，请改选“授权委托”并上传授权委托书。",
                    "The signer is not the legal representative: if an agent signed, say so and attach the power of attorney."
                );
            }
        }
    }
}
