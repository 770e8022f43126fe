using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Codes must be valid on the day of the check, also in a change of an older contract.</summary>
public sealed class CodesAreInTheirTables() : PrecheckRule(FindingCodes.UnknownCode, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, table, code) in CodesOf(input.Content))
        {
            if (code is not null && input.Codes[table].Find(code, input.Today) is null)
            {
                var name = FieldNames.Of(path);
                yield return At(
                    path,
                    $"{name.Zh}“{code}”不在可选范围内，请从列表中重新选择。",
                    $"{name.En}: '{code}' is not in the list. Choose again from the list.",
                    input.Codes[table].Citation
                );
            }
        }
        for (var i = 0; i < input.Content.RestrictiveClauses.Count; i++)
        {
            var clause = input.Content.RestrictiveClauses[i];
            if (input.Rules.RestrictiveClauses.All(c => c.Code != clause))
            {
                var clauses = Text.JoinLong(input.Rules.RestrictiveClauses.Select(c => c.Name));
                yield return At(
                    $"restrictiveClauses[{i}]",
                    $"第{i + 1}项限制性条款“{clause}”不在可选范围内，请从以下条款中选择：{clauses.Zh}。",
                    $"Restrictive clause {i + 1}: '{clause}' is not in the list. Choose one of: {clauses.En}."
                );
            }
        }
    }

    private static IEnumerable<(string Path, string Table, string? Code)> CodesOf(ContractContent content)
    {
        yield return ("technicalField", "technicalField", content.TechnicalField);
        yield return ("ipKind", "ipKind", content.IpKind);
        yield return ("planSource", "planSource", content.PlanSource);
        yield return ("industry", "industry", content.Industry);
        yield return ("socioEconomicGoal", "socioEconomicGoal", content.SocioEconomicGoal);
        yield return ("currency", "currency", content.Currency);
        for (var i = 0; i < content.IpRights.Count; i++)
            yield return ($"ipRights[{i}].kind", "ipKind", content.IpRights[i].Kind);
        foreach (var (path, party) in content.AllParties())
        {
            yield return ($"{path}.kind", "partyKind", party.Kind);
            yield return ($"{path}.country", "country", party.Country);
            yield return ($"{path}.region", "region", party.Region);
        }
    }
}
