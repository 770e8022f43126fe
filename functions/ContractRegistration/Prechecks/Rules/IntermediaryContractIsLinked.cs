namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Concerns intermediary contracts (S3), which should name the contract that the intermediary arranged.</summary>
public sealed class IntermediaryContractIsLinked() : PrecheckRule(FindingCodes.LinkedContractMissing, Severity.Warning)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content is { Kind: "S3", LinkedContract: null })
            yield return At(
                "linkedContract",
                "技术中介合同未填写所促成的技术合同，请填写其登记编号或者事项编号；尚未登记的，可以在登记后补充。",
                "The technology contract that was brought about is missing. Enter its registration number or its ID. "
                    + "If it is not registered yet, add the number after its registration."
            );
    }
}
