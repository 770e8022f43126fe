using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Error if a unified social credit code does not have 18 characters with the right check character.</summary>
public sealed class CreditCodesAreGenuine() : PrecheckRule(FindingCodes.UsccInvalid, Severity.Error, Instruments.CreditCodeStandard)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, party) in input.Content.AllParties())
        {
            if (!string.IsNullOrWhiteSpace(party.Uscc) && !CreditCode.IsValid(party.Uscc))
                yield return At(
                    $"{path}.uscc",
                    $"{FieldNames.Of(path).Zh}的统一社会信用代码“{party.Uscc}”校验不通过，请对照营业执照或者法人证书核对18位代码。",
                    $"{FieldNames.Of(path).En}: the unified social credit code '{party.Uscc}' fails its check. "
                        + "Compare all 18 characters with the licence."
                );
        }
    }
}
