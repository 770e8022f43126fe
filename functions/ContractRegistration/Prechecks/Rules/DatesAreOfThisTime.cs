using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>
/// Error if a year is outside 1900 to 2200. Programs without a date often write the first or last date that they can represent.
/// </summary>
public sealed class DatesAreOfThisTime() : PrecheckRule(FindingCodes.DateOutOfRange, Severity.Error, Instruments.RegistrationForm)
{
    public const int FirstYear = 1900;
    public const int LastYear = 2200;

    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, date) in DatesOf(input.Content))
        {
            if (date is { Year: < FirstYear or > LastYear })
                yield return At(
                    path,
                    $"{FieldNames.Of(path).Zh}的年份应在{FirstYear}年至{LastYear}年之间，请核对。",
                    $"{FieldNames.Of(path).En}: the year must be between {FirstYear} and {LastYear}. Check it."
                );
        }
    }

    private static IEnumerable<(string Path, DateOnly? Date)> DatesOf(ContractContent content)
    {
        yield return ("signedOn", content.SignedOn);
        yield return ("effectiveFrom", content.EffectiveFrom);
        yield return ("effectiveTo", content.EffectiveTo);
        yield return ("exchangeRateOn", content.ExchangeRateOn);
        for (var i = 0; i < content.Instalments.Count; i++)
            yield return ($"instalments[{i}].dueOn", content.Instalments[i].DueOn);
        for (var i = 0; i < content.IpRights.Count; i++)
        {
            yield return ($"ipRights[{i}].filedOn", content.IpRights[i].FiledOn);
            yield return ($"ipRights[{i}].grantedOn", content.IpRights[i].GrantedOn);
            yield return ($"ipRights[{i}].expiresOn", content.IpRights[i].ExpiresOn);
        }
    }
}
