using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>Every paper that the rule set asks for is attached. (Foreign texts: ForeignTextHasAChineseCopy.)</summary>
public sealed class PapersAreAttached() : FilingRule(FindingCodes.PaperMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(Filing filing)
    {
        foreach (
            var paper in filing.Rules.Papers.Where(p => p.Condition != PaperCondition.ForeignLanguage && p.IsNeededFor(filing.Content))
        )
        {
            if (filing.Attachments.All(a => a.Kind != paper.Kind))
                yield return At(
                    "attachments",
                    $"缺少材料：{paper.Name.Zh}（{paper.Kind}），请上传。",
                    $"A paper is missing: {paper.Name.En} ({paper.Kind}). Attach it.",
                    paper.Citation
                );
        }
    }
}
