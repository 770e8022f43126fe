namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Warning if there are non-technical cost lines but the technical amount equals the contract value.</summary>
public sealed class GoodsAreNotClaimedAsTechnology() : PrecheckRule(FindingCodes.TechnicalAmountEqualsTotal, Severity.Warning)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        var content = input.Content;
        if (content.ContractValue is not { } value || content.CostLines.Count == 0)
            yield break;
        if (content.ClaimedTechnicalAmount == value || Precheck.TechnicalAmountOf(input) == value)
        {
            yield return At(
                content.ClaimedTechnicalAmount is null ? "costLines" : "claimedTechnicalAmount",
                "合同含有设备、材料等非技术性费用，而技术交易额等于合同成交额；请核对应扣除的费用，登记机构将按费用明细核定。",
                "The contract includes equipment, materials or other non-technical costs, but the technical amount "
                    + "equals the contract value. Check the deductions; the registration office assesses the amount by the cost lines."
            );
        }
    }
}
