namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>An intermediary contract says which deal it brought about.</summary>
public sealed class IntermediaryContractIsLinked() : PrecheckRule(FindingCodes.LinkedContractMissing, Severity.Warning)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content is { Kind: "S3", LinkedContract: null })
            yield return At(
                "linkedContract",
                "请填写所促成的技术合同的登记编号或申报编号；尚未登记的，可在登记后补充。",
                "Give the number or case of the technology contract that was brought about; it can follow once that one is registered."
            );
    }
}
