namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>No clause monopolises technology or hinders its progress.</summary>
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
                    $"合同条款“{clause.Name.Zh}”属于非法垄断技术，合同无效、不予登记，请修改该条款后再申报。",
                    $"A clause that {clause.Name.En} monopolises technology: "
                        + "the contract is invalid and not registered. Amend the clause and file again.",
                    clause.Citation
                );
        }
    }
}
