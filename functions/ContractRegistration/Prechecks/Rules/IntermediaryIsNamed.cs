namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class IntermediaryIsNamed() : PrecheckRule(FindingCodes.IntermediaryMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content is { Kind: "S3", Intermediary: null })
            yield return At(
                "intermediary",
                "技术中介合同未填写中介方，请填写。",
                "The intermediary contract names no intermediary. Enter it."
            );
    }
}
