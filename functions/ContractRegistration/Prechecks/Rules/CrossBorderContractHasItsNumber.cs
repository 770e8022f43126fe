namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class CrossBorderContractHasItsNumber()
    : PrecheckRule(
        FindingCodes.ImportExportNumberMissing,
        Severity.Error,
        new("《技术进出口管理条例》（2020年修订）", "第十七条至第二十一条、第三十六条至第四十条", Confidence.Verified)
    )
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (input.Content.IsCrossBorder() && string.IsNullOrWhiteSpace(input.Content.ImportExportNumber))
            yield return At(
                "importExportNumber",
                "技术进出口合同的登记证号未填写；此类合同须先在商务部门登记，请取得登记证后填写证号。",
                "The registration number of the technology import or export contract is missing. "
                    + "Register the contract with the commerce authority first, then enter the number of that registration."
            );
    }
}
