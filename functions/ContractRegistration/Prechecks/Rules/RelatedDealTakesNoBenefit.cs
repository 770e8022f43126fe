namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Warning that a contract between related parties can be registered, but usually earns no reward and no tax relief.</summary>
public sealed class RelatedDealTakesNoBenefit()
    : PrecheckRule(
        FindingCodes.RelatedParty,
        Severity.Warning,
        new("《财政部、国家税务总局关于居民企业技术转让有关企业所得税政策问题的通知》（财税〔2010〕111号）", "", Confidence.Verified)
    )
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content.RelatedParty)
            yield return At(
                "relatedParty",
                "该合同为关联交易，可以登记，但一般不纳入奖励范围，请核对关联关系和关联持股比例；"
                    + "直接或者间接持股之和达到100%的关联方之间的技术转让所得，不适用企业所得税减免，具体由税务机关确定。",
                "The contract is between related parties. It can be registered, but is generally not eligible for rewards. "
                    + "Check the relation and the shareholding between the parties. Income from a transfer of technology between "
                    + "parties with "
                    + "a combined direct or indirect holding of 100% does not qualify for corporate income tax relief; the tax "
                    + "authority decides."
            );
    }
}
