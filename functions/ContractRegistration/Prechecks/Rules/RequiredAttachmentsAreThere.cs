using TechTransfer.ContractRegistration.Rules;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>
/// Error if an attachment that the rule set requires is missing; ForeignTextHasAChineseCopy covers contracts in foreign languages.
/// </summary>
public sealed class RequiredAttachmentsAreThere() : PrecheckRule(FindingCodes.AttachmentMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (
            var attachment in input.Rules.Papers.Where(p =>
                p.Condition != AttachmentCondition.ForeignLanguage && p.IsNeededFor(input.Content)
            )
        )
        {
            var follows = attachment.FollowsWithin is not null && input.ToFollow.Any(f => f?.Kind == attachment.Kind);
            if (!follows && input.Attachments.All(a => a.Kind != attachment.Kind))
                yield return At(
                    "attachments",
                    $"缺少材料：{attachment.Name.Zh}，请上传。",
                    $"An attachment is missing: {attachment.Name.En}. Upload it.",
                    attachment.Citation
                );
        }
    }
}
