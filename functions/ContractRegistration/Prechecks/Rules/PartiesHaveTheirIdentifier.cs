using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>
/// Error if a party lacks its identifier: USCC for Chinese organisations, foreign registration number abroad, identity document for
/// persons.
/// </summary>
public sealed class PartiesHaveTheirIdentifier() : PrecheckRule(FindingCodes.PartyIdentifierMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, party) in input.Content.AllParties())
        {
            var name = FieldNames.Of(path);
            if (party.IsAbroad())
            {
                if (string.IsNullOrWhiteSpace(party.ForeignId))
                    yield return At(
                        $"{path}.foreignId",
                        $"{name.Zh}的境外注册号未填写，请填写其在所在国家（地区）的注册号。",
                        $"{name.En}: the foreign registration number is missing. Enter the registration number of its home "
                            + "country or region."
                    );
            }
            else if (party.IsPerson())
            {
                if (string.IsNullOrWhiteSpace(party.PersonId) && string.IsNullOrWhiteSpace(party.Uscc))
                    yield return At(
                        $"{path}.personId",
                        $"{name.Zh}的身份证件号码未填写，请填写；个体工商户请填写统一社会信用代码。",
                        $"{name.En}: the identity document number is missing. Enter it; for a sole proprietorship, enter its "
                            + "unified social credit code."
                    );
            }
            else if (string.IsNullOrWhiteSpace(party.Uscc))
            {
                yield return At(
                    $"{path}.uscc",
                    $"{name.Zh}的统一社会信用代码未填写，请填写。",
                    $"{name.En}: the unified social credit code is missing. Enter it."
                );
            }
        }
    }
}
