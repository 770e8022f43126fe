namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>One scan may hold several papers, so this is a note only.</summary>
public sealed class AttachmentsAreDifferentFiles() : PrecheckRule(FindingCodes.SameFileAttached, Severity.Info)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var file in input.Attachments.GroupBy(a => a.Sha256).Where(g => g.Count() > 1))
        {
            var names = Text.Join(file.Select(a => Text.Same(a.Name)));
            yield return At(
                "attachments",
                $"以下材料是同一个文件：{names.Zh}。请核对是否传错；一份扫描件包含多项材料的，不必处理。",
                $"These attachments are one file: {names.En}. Check for a mistake; nothing need be done if the scan holds them all."
            );
        }
    }
}
