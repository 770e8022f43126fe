using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class DomesticPartiesHaveARegion() : PrecheckRule(FindingCodes.RegionMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, party) in input.Content.AllParties())
        {
            if (!party.IsAbroad() && party.Region is null)
                yield return At(
                    $"{path}.region",
                    $"{FieldNames.Of(path).Zh}的行政区划未填写，请从列表中选择。",
                    $"{FieldNames.Of(path).En}: the administrative division is missing. Choose it from the list."
                );
        }
    }
}
