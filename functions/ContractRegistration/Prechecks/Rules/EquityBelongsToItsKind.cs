using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A contract that is paid in shares is filed as a contribution of technology (T8), where the rule set knows that kind.</summary>
public sealed class EquityBelongsToItsKind() : PrecheckRule(FindingCodes.EquityKindDiffers, Severity.Warning)
{
    private const string Contribution = "T8";

    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        var content = input.Content;
        if (
            content.Kind != Contribution
            && (content.PaymentMode == PaymentMode.Equity || content.Equity is not null)
            && input.Rules.SubKind(Contribution) is { } kind
        )
            yield return At(
                "kind",
                $"合同以技术入股方式支付，但合同类别不是“{kind.Name.Zh}”，请核对合同类别。",
                $"The contract is paid in shares, but its kind is not '{kind.Name.En}'. Check the kind."
            );
    }
}
