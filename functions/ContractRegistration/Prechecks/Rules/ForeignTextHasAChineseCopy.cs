using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A contract in another language comes with a Chinese copy and a statement that it says the same.</summary>
public sealed class ForeignTextHasAChineseCopy() : PrecheckRule(FindingCodes.ChineseCopyMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (
            var attachment in input.Rules.Papers.Where(p =>
                p.Condition == AttachmentCondition.ForeignLanguage && p.IsNeededFor(input.Content)
            )
        )
        {
            if (input.Attachments.All(a => a.Kind != attachment.Kind))
                yield return At(
                    "attachments",
                    $"外文合同缺少{attachment.Name.Zh}（{attachment.Kind}），请上传。",
                    $"The contract is in another language; attach the {attachment.Name.En} ({attachment.Kind}).",
                    attachment.Citation
                );
        }
    }
}
