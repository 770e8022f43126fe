namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>
/// Concerns rights that expire during the licence; RightsWereAliveAtSigning reports rights that expired before the signing.
/// </summary>
public sealed class LicenceEndsWithTheRight()
    : PrecheckRule(FindingCodes.LicenceOutlivesRight, Severity.Warning, Instruments.CivilCode("第八百六十五条"))
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (!input.Content.Kind.StartsWith('L'))
            yield break;
        for (var i = 0; i < input.Content.IpRights.Count; i++)
        {
            if (
                input.Content.IpRights[i].ExpiresOn is { } expires
                && expires >= input.Content.SignedOn
                && expires < input.Content.EffectiveTo
            )
            {
                yield return At(
                    $"ipRights[{i}].expiresOn",
                    $"第{i + 1}项知识产权将于{expires:yyyy年M月d日}到期，早于许可期满之日；许可合同仅在权利存续期内有效，请核对许可期限。",
                    $"Intellectual property right {i + 1} ends on {expires:yyyy-MM-dd}, before the licence ends. "
                        + "A licence contract is valid only while the right exists. Check the term of the licence."
                );
            }
        }
    }
}
