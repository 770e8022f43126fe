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
                "The parties are related: the contract can be registered, but is mostly outside the reward policies. "
                    + "Check the relation and the share held. Income from a transfer of technology between parties with "
                    + "100% direct and indirect holding has no enterprise-income-tax relief; the tax authority decides."
            );
    }
}
