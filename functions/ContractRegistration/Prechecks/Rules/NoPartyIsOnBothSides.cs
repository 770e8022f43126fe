namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Nobody sells to himself, and nobody is named twice on one side.</summary>
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
                    $"“{party.Name}”已列为本合同的当事人，买卖双方不能相同，也不能重复填写。",
                    $"'{party.Name}' is named already: the two sides must differ and nobody is named twice."
                );
        }
    }
}
