namespace TechTransfer.RewardCalculation.Policies;

/// <summary>Seller and buyer are not related.</summary>
public sealed record PartiesUnrelated : Condition
{
    public override Verdict Check(Candidate candidate) => Verdict.On("relatedParty", candidate.Contract.RelatedParty ? "true" : "false",
        "parties_unrelated", !candidate.Contract.RelatedParty,
        new("买卖双方不存在关联关系。", "Seller and buyer are not related."),
        new("买卖双方存在关联关系；关联交易不予奖励。", "Seller and buyer are related: deals between related parties are not rewarded."));
}
