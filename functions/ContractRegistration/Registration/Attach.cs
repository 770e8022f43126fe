using TechTransfer.ContractRegistration.Rules;
using TechTransfer.Kernel;

namespace TechTransfer.ContractRegistration.Registration;

/// <summary>Adds a paper whose document is stored already. The same kind and name again takes the place of the earlier one.</summary>
public static class Attach
{
    /// <summary>Bytes of one document.</summary>
    public const long LargestDocument = 50 * 1024 * 1024;

    private const int MostPapers = 50;
    private const int LongestName = 200;

    /// <summary>Media types of the documents that are taken.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } =
        ["application/pdf", "image/png", "image/jpeg", "application/ofd", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];

    public static Outcome<Change<RegistrationCase>> Decide(RegistrationCase state, Attachment paper, Caller caller, RuleBook rules, DateTimeOffset now)
    {
        var problem = Access.Filer(state, caller, Words.Attach) ?? Access.Status(state, Words.Attach, CaseStatus.Draft, CaseStatus.Returned) ?? Check(paper, rules.RuleSets.InForceOn(now.ChinaDate()));
        if (problem is not null) return problem;

        Attachment[] papers = [.. state.Attachments.Where(a => a.Kind != paper.Kind || a.Name != paper.Name), paper];
        if (papers.Length > MostPapers) return Wrong("", new($"一个事项最多 {MostPapers} 份材料。", $"A case holds at most {MostPapers} papers."));
        return new Change<RegistrationCase>(state with { Attachments = papers }, null);
    }

    /// <summary>What stands against a paper as such, before its document is read.</summary>
    public static Problem? Check(Attachment paper, RuleSet rules)
    {
        if (rules.Papers.All(p => p.Kind != paper.Kind))
        {
            var kinds = rules.Papers.Select(p => p.Kind).ToArray();
            return Wrong("kind", new($"没有“{paper.Kind}”这种材料，可选：{string.Join("、", kinds)}。", $"There is no paper '{paper.Kind}'; choose one of {string.Join(", ", kinds)}."));
        }
        if (!MediaTypes.Contains(paper.Type)) return Problem.Of(Catalogue.UnsupportedMediaType, ("expected", string.Join(", ", MediaTypes)));
        if (paper.Name.Length is 0 or > LongestName || paper.Name.Any(c => char.IsControl(c) || c is '/' or '\\'))
        {
            return Wrong("name", new($"文件名应为 1 至 {LongestName} 个字符，不含斜杠和控制字符。", $"A file name has 1 to {LongestName} characters, no slashes and no control characters."));
        }
        if (paper.Size > LargestDocument) return Problem.Of(Catalogue.BodyTooLarge, ("limit", LargestDocument));
        return paper.Size > 0 ? null : Wrong("", new("文件是空的。", "The file is empty."));
    }

    private static Problem Wrong(string path, Text reason) => Problem.Of(Catalogue.InvalidValue, ("reason", reason)).At(path);
}
