using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>
/// Error if a contract in another language lacks the attachments that the rule set requires for it, such as a Chinese copy.
/// </summary>
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
                    $"合同为外文文本，缺少材料：{attachment.Name.Zh}，请上传。",
                    $"The contract is in a foreign language, and an attachment is missing: {attachment.Name.En}. Upload it.",
                    attachment.Citation
                );
        }
    }
}
