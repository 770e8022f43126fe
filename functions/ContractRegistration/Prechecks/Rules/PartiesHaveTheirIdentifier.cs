namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A Chinese organisation gives its USCC, one abroad its number there, a natural person an identity document.</summary>
public sealed class PartiesHaveTheirIdentifier() : PrecheckRule(FindingCodes.PartyIdentifierMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, party) in input.Content.AllParties())
        {
            if (party.IsAbroad())
            {
                if (string.IsNullOrWhiteSpace(party.ForeignId))
                    yield return At(
                        $"{path}.foreignId",
                        "境外单位请填写其所在国（地区）的注册号。",
                        "Give the number under which the organisation is registered in its own country."
                    );
            }
            else if (party.IsPerson())
            {
                if (string.IsNullOrWhiteSpace(party.PersonId) && string.IsNullOrWhiteSpace(party.Uscc))
                    yield return At(
                        $"{path}.personId",
                        "自然人请填写身份证件号码，个体工商户请填写统一社会信用代码。",
                        "Give the person's identity document, or the credit code of a one-person business."
                    );
            }
            else if (string.IsNullOrWhiteSpace(party.Uscc))
            {
                yield return At($"{path}.uscc", "请填写统一社会信用代码。", "Give the unified social credit code.");
            }
        }
    }
}
