namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Error if the contract contains a clause that monopolises technology or hinders its progress (民法典 art. 850).</summary>
public sealed class NoClauseRestrictsTechnology() : PrecheckRule(FindingCodes.ForbiddenClause, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        for (var i = 0; i < input.Content.RestrictiveClauses.Count; i++)
        {
            var clause = input.Rules.RestrictiveClauses.FirstOrDefault(c => c.Code == input.Content.RestrictiveClauses[i]);
            if (clause is not null)
                yield return At(
                    $"restrictiveClauses[{i}]",
                    $"合同含有“{clause.Name.Zh}”的条款，可能构成非法垄断技术（《民法典》第八百五十条）；此类合同不予登记，请双方修改该条款后再申请认定登记。",
                    $"The contract contains the following clause: {clause.Name.En}. It may be an unlawful monopoly of technology "
                        + "(Civil Code, article 850). Such contracts are not registered. Both parties should amend the clause and "
                        + "apply again.",
                    clause.Citation
                );
        }
    }
}
