namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A party in China says where it stands.</summary>
public sealed class DomesticPartiesHaveARegion() : PrecheckRule(FindingCodes.RegionMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, party) in input.Content.AllParties())
        {
            if (!party.IsAbroad() && party.Region is null)
                yield return At($"{path}.region", "请选择行政区划（6位代码）。", "Choose the administrative division (six digits).");
        }
    }
}
