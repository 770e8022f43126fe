using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Policies.Check;

public static class PolicyCheck
{
    private const int MaxParts = 50;

    /// <summary>All findings in the order of the file; empty for a policy that can be published.</summary>
    public static IReadOnlyList<PolicyFinding> FindingsOf(Policy policy)
    {
        var findings = new PolicyFindings();
        Head(policy, findings);
        DeclaredFacts(policy, findings);
        FigureCheck.Check(policy, findings);
        // The conditions and clauses depend on the names and units of the figures, so these must be right first.
        if (findings.None)
        {
            var conditions = new ConditionCheck(policy, findings);
            conditions.Check("eligibility", policy.Eligibility, FactScope.Year);
            conditions.Check("counts", policy.Counts, FactScope.Contract);
            for (var i = 0; i < policy.Figures.Count; i++)
            {
                if (policy.Figures[i] is ContractsFigure { Where: { } where })
                    conditions.Check($"figures[{i}].where", where, FactScope.Contract, policy.Figures[i].Article);
            }
            ClauseCheck.Check(policy, conditions, findings);
            FigureCheck.Unused(policy, findings);
        }
        AfterwardsCheck.Check(policy, findings);
        return findings.All;
    }

    private static void Head(Policy policy, PolicyFindings findings)
    {
        if (!Names.IsId(policy.Id))
            findings.Add(
                "id",
                "编号只能由小写字母、数字和连字符组成，最长64个字符",
                "an id is made of lower-case letters, digits and hyphens, at most 64"
            );
        if (policy.Version < 1)
            findings.Add("version", "版本号从1开始", "versions count from 1");
        if (policy.To < policy.From)
            findings.Add(
                "to",
                $"失效日期早于生效日期{policy.From:yyyy年M月d日}",
                $"the policy ends before it starts on {policy.From:yyyy-MM-dd}"
            );
        findings.Both("name", policy.Name);
        findings.Both("note", policy.Note);
        if (policy.Clauses.Count > MaxParts)
            findings.Add("clauses", $"条款最多{MaxParts}项", $"there are more than {MaxParts} clauses");
        if (policy.Figures.Count > MaxParts)
            findings.Add("figures", $"数值最多{MaxParts}项", $"there are more than {MaxParts} figures");
        if (policy.Citation.Instrument.Length == 0)
            findings.Add("citation.instrument", "没有写明文件名称，请填写", "the instrument is not named");
        if (policy.Sample != (policy.Citation.Confidence == Confidence.Sample))
        {
            findings.Add(
                "sample",
                "示例政策（且仅示例政策）的依据应标为示例（字段：confidence）",
                "sample policies, and only they, cite with confidence 'sample'"
            );
        }
        if (policy.YearShift is < -11 or > 11)
            findings.Add("yearShift", "年度最多提前或推后11个月", "the year shifts by at most 11 months");
        if (
            policy.Beneficiary is BeneficiaryRole.Team or BeneficiaryRole.Organisation
            && (policy.Counts.Count > 0 || policy.Figures.Any(f => f is ContractsFigure))
        )
        {
            findings.Add(
                "beneficiary",
                "该类对象不是合同当事人，不能按合同计算",
                "such a beneficiary is no party of a contract: nothing can be counted by contract"
            );
        }
    }

    private static void DeclaredFacts(Policy policy, PolicyFindings findings)
    {
        for (var i = 0; i < policy.DeclaredFacts.Count; i++)
        {
            var (path, fact) = ($"declaredFacts[{i}]", policy.DeclaredFacts[i]);
            if (!Names.IsName(fact.Name))
                findings.Add(
                    $"{path}.name",
                    "名称应以小写字母开头，由字母和数字组成",
                    "a name starts with a lower-case letter and is made of letters and digits"
                );
            if (FactCatalogue.Declared.Any(d => d.Name == fact.Name))
                findings.Add($"{path}.name", "与通用申报事项重名", "there is a standard declared fact of this name");
            if (policy.DeclaredFacts.Take(i).Any(d => d.Name == fact.Name))
                findings.Add($"{path}.name", "重复申明，请删除", "it is listed twice; remove one");
            if ((fact.Type == FactType.Word) != (fact.Words is { Count: > 0 }))
                findings.Add($"{path}.words", "仅词语类事项应列出可选词语", "words, and only they, list which there are");
            findings.Both($"{path}.title", fact.Title);
        }
    }
}

/// <summary>Collects findings; only the first 100 are kept.</summary>
public sealed class PolicyFindings
{
    private const int MaxListed = 100;
    private readonly List<PolicyFinding> all = [];

    public IReadOnlyList<PolicyFinding> All => all;

    public bool None => all.Count == 0;

    public void Add(string path, string zh, string en)
    {
        if (all.Count < MaxListed)
            all.Add(new(path, new(zh, en)));
    }

    public void Both(string path, Text text)
    {
        if (string.IsNullOrWhiteSpace(text.Zh) || string.IsNullOrWhiteSpace(text.En))
            Add(path, "中英文均应填写", "it is needed in both languages");
    }

    public void Article(string path, string? article)
    {
        if (string.IsNullOrWhiteSpace(article))
            Add($"{path}.article", "没有写明条款，请填写", "the article is not named");
    }

    public void Share(string path, decimal share)
    {
        if (share is < 0 or > 1)
            Add(path, $"比例应在0至1之间，现为{share}", $"a share or rate lies between 0 and 1, not {share}");
        // With six decimals, 64-bit fen times a rate stays exact in a decimal.
        if (decimal.Round(share, 6) != share)
            Add(path, "比例最多六位小数", "a share or rate has at most 6 decimals");
    }

    public void AboveZero(string path, Yuan amount)
    {
        if (amount <= Yuan.Zero)
            Add(path, "金额应大于零", "the amount must be above 0");
        // The limit is far above any reward, and low enough that sums of steps stay exact.
        if (amount > Yuan.Of(1_000_000_000_000m))
            Add(path, "金额过大，请核对", "the amount is too large");
    }

    public void List(string path, IReadOnlyList<string> list)
    {
        if (list.Count == 0)
            Add(path, "列表为空，请填写", "the list is empty");
        for (var i = 0; i < list.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(list[i]))
                Add($"{path}[{i}]", "内容为空，请填写", "the text is empty");
            else if (list.Take(i).Contains(list[i]))
                Add($"{path}[{i}]", "内容重复，请删除", "it is listed twice; remove one");
        }
    }
}

internal static class Names
{
    /// <summary>True for a valid id of a policy, group or programme; ids become part of storage keys and addresses.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= 64 && id.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-');

    /// <summary>True for a valid name of a figure, fact, clause or split, as in <c>figure.received</c>.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 64 && name[0] is >= 'a' and <= 'z' && name.All(char.IsAsciiLetterOrDigit);
}
