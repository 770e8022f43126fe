using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Error if a text is longer than form and certificate can show, or contains control characters.</summary>
public sealed class TextsFit() : PrecheckRule(FindingCodes.TextUnfit, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, text, longest) in TextsOf(input.Content))
        {
            if (text is null)
                continue;
            var name = FieldNames.Of(path);
            if (text.Length > longest)
                yield return At(
                    path,
                    $"{name.Zh}最多{longest}个字符，现有{text.Length}个，请缩短。",
                    $"{name.En} has {text.Length} characters, but can have at most {longest}. Shorten it."
                );
            else if (text.Any(char.IsControl))
                yield return At(
                    path,
                    $"{name.Zh}含有换行、制表等控制字符，请删除。",
                    $"{name.En} contains control characters such as line breaks or tabs. Delete them."
                );
        }
    }

    private const int Short = 50;
    private const int Name = 200;
    private const int Long = 500;

    internal static IEnumerable<(string Path, string? Text, int Longest)> TextsOf(ContractContent content)
    {
        yield return ("kind", content.Kind, Short);
        yield return ("title", content.Title, Name);
        yield return ("currency", content.Currency, Short);
        yield return ("technicalField", content.TechnicalField, Short);
        yield return ("ipKind", content.IpKind, Short);
        yield return ("achievementId", content.AchievementId, Short);
        yield return ("linkedContract", content.LinkedContract, Short);
        yield return ("planSource", content.PlanSource, Short);
        yield return ("industry", content.Industry, Short);
        yield return ("socioEconomicGoal", content.SocioEconomicGoal, Short);
        yield return ("importExportNumber", content.ImportExportNumber, Short);
        yield return ("language", content.Language, Short);
        yield return ("royalty.base", content.Royalty?.Base, Long);
        yield return ("equity.company", content.Equity?.Company, Name);
        yield return ("licence.territory", content.Licence?.Territory, Long);
        for (var i = 0; i < content.InKind.Count; i++)
        {
            yield return ($"inKind[{i}].party", content.InKind[i].Party, Name);
            yield return ($"inKind[{i}].description", content.InKind[i].Description, Long);
        }
        for (var i = 0; i < content.CostLines.Count; i++)
        {
            yield return ($"costLines[{i}].type", content.CostLines[i].Type, Short);
            yield return ($"costLines[{i}].description", content.CostLines[i].Description, Long);
            yield return ($"costLines[{i}].reason", content.CostLines[i].Reason, Long);
        }
        for (var i = 0; i < content.Instalments.Count; i++)
            yield return ($"instalments[{i}].condition", content.Instalments[i].Condition, Long);
        for (var i = 0; i < content.IpRights.Count; i++)
        {
            yield return ($"ipRights[{i}].kind", content.IpRights[i].Kind, Short);
            yield return ($"ipRights[{i}].number", content.IpRights[i].Number, Short);
        }
        for (var i = 0; i < content.RestrictiveClauses.Count; i++)
            yield return ($"restrictiveClauses[{i}]", content.RestrictiveClauses[i], Short);
        foreach (var (path, party) in content.AllParties())
        {
            yield return ($"{path}.name", party.Name, Name);
            yield return ($"{path}.sealName", party.SealName, Name);
            yield return ($"{path}.kind", party.Kind, Short);
            yield return ($"{path}.region", party.Region, Short);
            yield return ($"{path}.country", party.Country, Short);
            yield return ($"{path}.uscc", party.Uscc, Short);
            yield return ($"{path}.foreignId", party.ForeignId, Short);
            yield return ($"{path}.personId", party.PersonId, Short);
            yield return ($"{path}.address", party.Address, Long);
            yield return ($"{path}.postcode", party.Postcode, Short);
            yield return ($"{path}.representative", party.Representative, Short);
            yield return ($"{path}.contact", party.Contact, Short);
            yield return ($"{path}.phone", party.Phone, Short);
            yield return ($"{path}.signer", party.Signer, Short);
        }
    }
}
