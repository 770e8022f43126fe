using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>A contract in another language comes with a Chinese copy and a statement that it says the same.</summary>
public sealed class ForeignTextHasAChineseCopy() : FilingRule(FindingCodes.ChineseCopyMissing, Severity.Error)
{
    public override IEnumerable<Finding> Check(Filing filing)
    {
        foreach (
            var paper in filing.Rules.Papers.Where(p => p.Condition == PaperCondition.ForeignLanguage && p.IsNeededFor(filing.Content))
        )
        {
            if (filing.Attachments.All(a => a.Kind != paper.Kind))
                yield return At(
                    "attachments",
                    $"外文合同缺少{paper.Name.Zh}（{paper.Kind}），请上传。",
                    $"The contract is in another language; attach the {paper.Name.En} ({paper.Kind}).",
                    paper.Citation
                );
        }
    }
}
