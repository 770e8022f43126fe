namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Error if a contract of a kind that transfers or licenses a registered right does not name such a right.</summary>
public sealed class RightIsNamed() : PrecheckRule(FindingCodes.IpRightMissing, Severity.Error, Instruments.CivilCode("第八百四十五条"))
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (
            input.Rules.SubKind(input.Content.Kind) is { Rights.Count: > 0 } kind
            && !input.Content.IpRights.Any(r => kind.Rights.Contains(r.Kind) && r.Number.Length > 0)
        )
        {
            yield return At(
                "ipRights",
                $"“{kind.Name.Zh}”合同未填写相应的知识产权，请填写知识产权的种类和编号。",
                $"The contract is of the kind '{kind.Name.En}', but does not name the intellectual property right. Enter its kind "
                    + "and number."
            );
        }
    }
}
