using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Error if a unified social credit code has a wrong part or check character; the finding says which character looks wrong.</summary>
public sealed class CreditCodesAreGenuine() : PrecheckRule(FindingCodes.UsccInvalid, Severity.Error, Instruments.CreditCodeStandard)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, party) in input.Content.AllParties())
        {
            if (!string.IsNullOrWhiteSpace(party.Uscc) && CreditCode.FaultOf(party.Uscc) is { } fault)
                yield return At(
                    $"{path}.uscc",
                    $"{FieldNames.Of(path).Zh}的统一社会信用代码“{party.Uscc}”不正确（{fault.Zh}），请对照营业执照或者法人证书核对。",
                    $"{FieldNames.Of(path).En}: the unified social credit code '{party.Uscc}' is wrong: {fault.En}. "
                        + "Compare it with the business licence or certificate of incorporation."
                );
        }
    }
}
