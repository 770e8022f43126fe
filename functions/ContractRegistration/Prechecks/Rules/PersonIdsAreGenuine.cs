using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>
/// Error if a Chinese identity number has a wrong length, date of birth or check character. The finding does not contain the number.
/// </summary>
public sealed class PersonIdsAreGenuine() : PrecheckRule(FindingCodes.PersonIdInvalid, Severity.Error, Instruments.PersonNumberStandard)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, party) in input.Content.AllParties())
        {
            if (party.PersonId is { Length: > 0 } number && PersonId.FaultOf(number) is { } fault)
                yield return At(
                    $"{path}.personId",
                    $"{FieldNames.Of(path).Zh}的身份证件号码不正确（{fault.Zh}），请对照证件核对。",
                    $"{FieldNames.Of(path).En}: the identity document number is wrong: {fault.En}. Compare it with the document."
                );
        }
    }
}
