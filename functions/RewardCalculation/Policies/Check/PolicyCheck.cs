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
                "政策编号只能由小写字母、数字和连字符组成，最长64个字符，请修改。",
                "The policy's ID must consist of at most 64 lower-case letters, digits and hyphens. Change it."
            );
        if (policy.Version < 1)
            findings.Add("version", "版本号应从1开始，请修改。", "Version numbers start at 1. Change it.");
        if (policy.To < policy.From)
            findings.Add(
                "to",
                $"失效日期早于生效日期{policy.From:yyyy年M月d日}，请核对。",
                $"The policy ends before it starts ({policy.From:yyyy-MM-dd}). Check both dates."
            );
        Bounds(policy, findings);
        findings.Both("name", policy.Name);
        findings.Both("note", policy.Note);
        if (policy.Clauses.Count > MaxParts)
            findings.Add("clauses", $"条款最多{MaxParts}项，请减少。", $"There can be at most {MaxParts} clauses. Remove some.");
        if (policy.Figures.Count > MaxParts)
            findings.Add("figures", $"指标最多{MaxParts}项，请减少。", $"There can be at most {MaxParts} figures. Remove some.");
        if (policy.Citation.Instrument.Length == 0)
            findings.Add("citation.instrument", "没有写明所依据文件的名称，请填写。", "The name of the instrument is missing. Enter it.");
        if (policy.Sample != (policy.Citation.Confidence == Confidence.Sample))
        {
            findings.Add(
                "sample",
                "示例政策的依据须标为示例，其他政策的依据不得标为示例，请核对（字段：confidence）。",
                "A sample policy must cite its instrument as a sample, and other policies must not. Check it (field: confidence)."
            );
        }
        if (policy.YearShift is < -11 or > 11)
            findings.Add(
                "yearShift",
                "政策年度最多提前或者推后11个月，请核对。",
                "The policy year can be shifted by at most 11 months. Check it."
            );
        if (
            policy.Beneficiary is BeneficiaryRole.Team or BeneficiaryRole.Organisation
            && (policy.Counts.Count > 0 || policy.Figures.Any(f => f is ContractsFigure))
        )
        {
            findings.Add(
                "beneficiary",
                "该奖励对象不是合同当事人，奖励不能按合同计算，请更换奖励对象或者改用申报信息。",
                "This beneficiary is not a party to contracts, so nothing can be calculated by contract. Choose another "
                    + "beneficiary, or use declared facts."
            );
        }
    }

    private static void Bounds(Policy policy, PolicyFindings findings)
    {
        if (policy.Bounds == PeriodBounds.PolicyYear)
            return;
        if (!policy.LooksAtContracts())
            findings.Add(
                "bounds",
                "政策不按合同计算，没有可限定的日期，请删除。",
                "The policy counts no contracts, so there is no date to bound. Remove this."
            );
        if (policy.Bounds != PeriodBounds.ReceivedOn)
            return;
        // Money is kept by month.
        if (policy.From.Day != 1)
            findings.Add(
                "from",
                "施行期限以到账日期为准的，起始日期应为当月1日，请修改。",
                "A period that is measured by the date of receipt must start on the first day of a month. Change it."
            );
        if (policy.To is { } to && to.AddDays(1).Day != 1)
            findings.Add(
                "to",
                "施行期限以到账日期为准的，截止日期应为月末最后一日，请修改。",
                "A period that is measured by the date of receipt must end on the last day of a month. Change it."
            );
        if (!policy.Figures.Any(f => f is ContractsFigure { Measure: Measure.Paid or Measure.PaidTechnical }))
            findings.Add(
                "bounds",
                "没有到账（支付）数值，不能以到账日期为准，请核对。",
                "No figure is money received or paid. Check what the period bounds."
            );
    }

    private static void DeclaredFacts(Policy policy, PolicyFindings findings)
    {
        for (var i = 0; i < policy.DeclaredFacts.Count; i++)
        {
            var (path, fact) = ($"declaredFacts[{i}]", policy.DeclaredFacts[i]);
            if (!Names.IsName(fact.Name))
                findings.Add(
                    $"{path}.name",
                    "申报信息的名称应以小写字母开头，由字母和数字组成，请修改。",
                    "The name of a declared fact must start with a lower-case letter and consist of letters and digits. Change it."
                );
            var standard = fact.Of == DeclaredOf.Year ? FactCatalogue.Declared : FactCatalogue.DeclaredOfContract;
            if (standard.Any(d => d.Name == fact.Name))
                findings.Add(
                    $"{path}.name",
                    "该名称与通用的申报信息重名，请修改。",
                    "A standard declared fact already has this name. Change it."
                );
            if (policy.DeclaredFacts.Take(i).Any(d => d.Name == fact.Name && d.Of == fact.Of))
                findings.Add($"{path}.name", "申报信息重复列出，请删除其中一项。", "The declared fact is listed twice. Remove one.");
            if ((fact.Type == FactType.Word) != (fact.Words is { Count: > 0 }))
                findings.Add(
                    $"{path}.words",
                    "选项类申报信息须列出选项，其他类型不列，请核对。",
                    "A declared fact of the type word must list its choices, and other types must not. Check it."
                );
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
            Add(path, "此处中文和英文均须填写，请补充。", "This text is needed in Chinese and English. Add what is missing.");
    }

    public void Article(string path, string? article)
    {
        if (string.IsNullOrWhiteSpace(article))
            Add($"{path}.article", "没有写明所依据的条款，请填写。", "The article that this is based on is missing. Enter it.");
    }

    public void Share(string path, decimal share)
    {
        if (share is < 0 or > 1)
            Add(
                path,
                $"比例应在0至1之间，现为{share}，请修改。",
                $"A share or rate must be between 0 and 1; this one is {share}. Change it."
            );
        // With six decimals, 64-bit fen times a rate stays exact in a decimal.
        if (decimal.Round(share, 6) != share)
            Add(path, "比例最多保留六位小数，请修改。", "A share or rate can have at most six decimal places. Change it.");
    }

    public void AboveZero(string path, Yuan amount)
    {
        if (amount <= Yuan.Zero)
            Add(path, "金额应大于零，请核对。", "The amount must be above zero. Check it.");
        // The limit is far above any reward, and low enough that sums of steps stay exact.
        if (amount > Yuan.Of(1_000_000_000_000m))
            Add(path, "金额过大，请核对。", "The amount is too large. Check it.");
    }

    public void List(string path, IReadOnlyList<string> list)
    {
        if (list.Count == 0)
            Add(path, "列表中没有内容，请填写。", "The list is empty. Add an entry.");
        for (var i = 0; i < list.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(list[i]))
                Add($"{path}[{i}]", "列表中有空项，请填写或者删除。", "The list has an empty entry. Fill it in or remove it.");
            else if (list.Take(i).Contains(list[i]))
                Add($"{path}[{i}]", "列表中的内容重复，请删除其中一项。", "The entry is listed twice. Remove one.");
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
