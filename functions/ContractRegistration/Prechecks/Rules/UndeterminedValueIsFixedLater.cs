using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Warning that an undetermined price must be fixed by a change before tax relief or rewards can be claimed.</summary>
public sealed class UndeterminedValueIsFixedLater() : PrecheckRule(FindingCodes.ValueUndetermined, Severity.Warning)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content.ValueStatus == ValueStatus.Undetermined)
            yield return At(
                "valueStatus",
                "价款待定的，登记时注明“待定”；价款确定并办理变更登记前，不得据以申请税收优惠和奖励，请在价款确定后及时申请变更。",
                "An undetermined price is registered as such. Until the price is determined and the change is registered, "
                    + "the registration cannot be used to apply for tax relief or rewards. Apply for the change once the price is "
                    + "determined."
            );
    }
}
