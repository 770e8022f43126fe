namespace TechTransfer.ContractRegistration.Prechecks.Rules;

public sealed class TitleIsGiven() : PrecheckRule(FindingCodes.TitleMissing, Severity.Error, Instruments.CivilCode("第八百四十五条"))
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Content.Title))
            yield return At("title", "项目名称未填写，请填写。", "The project name is missing. Enter it.");
    }
}
