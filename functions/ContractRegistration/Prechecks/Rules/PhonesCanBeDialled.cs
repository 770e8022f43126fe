using System.Text;
using System.Text.RegularExpressions;
using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>
/// Warning if the telephone number of a domestic party is not a mobile, landline, service or foreign number. Several numbers may be
/// given.
/// </summary>
public sealed partial class PhonesCanBeDialled() : PrecheckRule(FindingCodes.PhoneInvalid, Severity.Warning, Instruments.RegistrationForm)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, party) in input.Content.AllParties())
        {
            if (!party.IsAbroad() && party.Phone is { } phone && !string.IsNullOrWhiteSpace(phone) && !CanBeDialled(phone))
                yield return At(
                    $"{path}.phone",
                    $"{FieldNames.Of(path).Zh}的联系电话位数或者格式不正确，请核对；手机号码为11位，固定电话为区号加号码。",
                    $"{FieldNames.Of(path).En}: the telephone number has the wrong length or format. Check it: "
                        + "a mobile number has 11 digits, a landline number consists of area code and number."
                );
        }
    }

    private static bool CanBeDialled(string phone) =>
        Between().Split(phone.Normalize(NormalizationForm.FormKC)).Where(n => !string.IsNullOrWhiteSpace(n)).All(IsOne);

    private static bool IsOne(string number) => IsDialled(number) || IsDialled(Extension().Replace(number.Replace('转', '-'), ""));

    private static bool IsDialled(string number) => Number().IsMatch(Filling().Replace(number, ""));

    [GeneratedRegex("[,;、/]")]
    private static partial Regex Between();

    [GeneratedRegex(@"(#|ext\.?|x|-)\s*[0-9]{1,6}\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    [GeneratedRegex(@"[\s().\-\u2010-\u2015\u2212]")]
    private static partial Regex Filling();

    // In order: mobile with or without +86, landline with and without area code, service numbers, foreign numbers.
    [GeneratedRegex(
        "^(((\\+|00)?86)?(1[3-9][0-9]{9}|0[1-9][0-9]{8,10})|(\\+|00)86[1-9][0-9]{8,10}|[2-9][0-9]{6,7}"
            + "|[48]00[0-9]{7}|1[0-2][0-9]{3,4}|9[0-9]{4,7}|(\\+|00)(?!86)[1-9][0-9]{6,14})$"
    )]
    private static partial Regex Number();
}
