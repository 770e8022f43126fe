namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>An intermediary contract names the intermediary.</summary>
public sealed class IntermediaryIsNamed() : PrecheckRule(FindingCodes.IntermediaryMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content is { Kind: "S3", Intermediary: null })
            yield return At("intermediary", "技术中介合同请填写中介方。", "Name the intermediary of an intermediary contract.");
    }
}
