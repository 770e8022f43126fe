using System.Text.RegularExpressions;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>
/// Warning if the postcode of a domestic party does not have six digits. Spreadsheets drop leading zeros if they read it as a number.
/// </summary>
public sealed partial class PostcodesAreChinese()
    : PrecheckRule(FindingCodes.PostcodeInvalid, Severity.Warning, Instruments.RegistrationForm)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, party) in input.Content.AllParties())
        {
            if (!party.IsAbroad() && party.Postcode is { } code && !Postcode().IsMatch(PlainText.Of(code)))
                yield return At(
                    $"{path}.postcode",
                    $"{FieldNames.Of(path).Zh}的邮政编码“{code}”不正确，应为6位数字（以0开头的不能省略），请核对。",
                    $"{FieldNames.Of(path).En}: the postcode '{code}' is wrong. "
                        + "It must have six digits, including leading zeros. Check it."
                );
        }
    }

    // The mainland uses 010000 (Hohhot) to 859999 (Tibet), Hong Kong 999077, Macao 999078. An empty text is no error here.
    [GeneratedRegex("^(0[1-9]|[1-8][0-9]|99)[0-9]{4}$|^$")]
    private static partial Regex Postcode();
}
