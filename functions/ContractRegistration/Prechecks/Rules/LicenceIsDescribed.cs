namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class LicenceIsDescribed()
    : PrecheckRule(FindingCodes.LicenceMissing, Severity.Error, Instruments.CivilCode("第八百六十四条"))
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Rules.SubKind(input.Content.Kind) is not null && input.Content.Kind.StartsWith('L') && input.Content.Licence is null)
            yield return At(
                "licence",
                "许可合同未填写许可约定，请填写许可方式（独占、排他、普通）、许可年限和许可地域。",
                "The terms of the licence are missing. Enter its type (exclusive, sole, ordinary), term in years and territory."
            );
    }
}
