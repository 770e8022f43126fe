using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>An undetermined value is fixed by a change before any benefit.</summary>
public sealed class UndeterminedValueIsFixedLater() : PrecheckRule(FindingCodes.ValueUndetermined, Severity.Warning)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content.ValueStatus == ValueStatus.Undetermined)
            yield return At(
                "valueStatus",
                "价款待定：登记时按待定处理，确定金额并变更登记之前不能享受税收优惠和奖励。",
                "The price is open: it is registered so, and no tax relief or reward can be taken until it is settled by a change."
            );
    }
}
