namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A party may also not be named twice on one side. The intermediary is not compared.</summary>
public sealed class NoPartyIsOnBothSides() : PrecheckRule(FindingCodes.PartyOnBothSides, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        var seen = new HashSet<string>();
        foreach (var (path, party) in input.Content.AllParties().Where(p => p.Path != "intermediary"))
        {
            if (!seen.Add(party.Identity()))
                yield return At(
                    path,
                    $"“{party.Name}”在该合同的当事人中重复出现；买卖双方不能相同，同一单位也不能重复填写，请核对。",
                    $"'{party.Name}' appears more than once among the parties of this contract. Buyer and seller must differ, and "
                        + "each party can be listed only once. Check them."
                );
        }
    }
}
