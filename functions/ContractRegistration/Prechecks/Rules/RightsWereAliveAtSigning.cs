namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Error if a right had expired before the signing: rights in the public domain cannot be sold or licensed.</summary>
public sealed class RightsWereAliveAtSigning() : PrecheckRule(FindingCodes.IpRightLapsed, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        for (var i = 0; i < input.Content.IpRights.Count; i++)
        {
            var right = input.Content.IpRights[i];
            if (right.ExpiresOn < input.Content.SignedOn)
                yield return At(
                    $"ipRights[{i}].expiresOn",
                    $"第{i + 1}项知识产权（{right.Number}）已于{right.ExpiresOn:yyyy年M月d日}失效，早于合同签订日期；失效的权利不能转让或者许可，请核对。",
                    $"Intellectual property right {i + 1} ({right.Number}) lapsed on {right.ExpiresOn:yyyy-MM-dd}, before the "
                        + "contract was signed. "
                        + "A lapsed right cannot be transferred or licensed. Check it."
                );
        }
    }
}
