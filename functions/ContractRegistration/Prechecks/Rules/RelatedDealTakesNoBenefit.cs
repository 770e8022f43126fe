namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A deal between related parties can be registered, but mostly earns no reward and no tax relief.</summary>
public sealed class RelatedDealTakesNoBenefit()
    : PrecheckRule(
        FindingCodes.RelatedParty,
        Severity.Warning,
        new("《财政部国家税务总局关于居民企业技术转让有关企业所得税政策问题的通知》（财税〔2010〕111号）", "", Confidence.Verified)
    )
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content.RelatedParty)
            yield return At(
                "relatedParty",
                "关联交易可以登记，但一般不享受奖励；关联方直接或间接持股100%的不享受所得税优惠。",
                "A deal between related parties can be registered, but mostly earns no reward; "
                    + "where one holds 100% of the other there is no income-tax relief."
            );
    }
}
