using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Engine.Compiled;

namespace TechTransfer.RewardCalculation.Policies.Check;

/// <summary>
/// Checks clauses: amounts that can be calculated, bands without overlap or gap, caps above floors, exclusions without a cycle.
/// </summary>
internal static class ClauseCheck
{
    public static void Check(Policy policy, ConditionCheck conditions, PolicyFindings findings)
    {
        if (policy.Clauses.Count == 0)
            findings.Add("clauses", "至少应有一项条款", "there must be at least one clause");
        for (var i = 0; i < policy.Clauses.Count; i++)
        {
            var (path, clause) = ($"clauses[{i}]", policy.Clauses[i]);
            if (!Names.IsName(clause.Id))
                findings.Add(
                    $"{path}.id",
                    "名称应以小写字母开头，由字母和数字组成",
                    "a name starts with a lower-case letter and is made of letters and digits"
                );
            if (policy.Clauses.Take(i).Any(c => c.Id == clause.Id))
                findings.Add($"{path}.id", "名称重复，请修改", "it is listed twice; remove one");
            findings.Article(path, clause.Article);
            if (clause.Name is { } name)
                findings.Both($"{path}.name", name);
            conditions.Check($"{path}.when", clause.When, FactScope.Year);
            Amount(policy, $"{path}.amount", clause.Amount, inContract: false, depth: 0, findings);
            if (
                !FiguresOf(clause.Amount).Any()
                && !clause.When.SelectMany(c => c.Leaves()).Any()
                && policy.Eligibility.Count == 0
                && !HasContracts(clause.Amount)
            )
            {
                findings.Add(
                    path,
                    "该条款不依赖任何数值或条件，人人可得",
                    "no figure and no condition reaches this clause: anyone would get it"
                );
            }
            Exclusions(policy, path, clause, findings);
        }
    }

    public static IEnumerable<string> FiguresOf(Amount amount) =>
        amount switch
        {
            FlatRate rate => [rate.Of],
            Tiers tiers => [tiers.Of],
            Bands bands => bands.List.SelectMany(b => FiguresOf(b.Amount)).Prepend(bands.By),
            StepBonus steps => [steps.By],
            SumOf sum => sum.Parts.SelectMany(FiguresOf),
            BestOf best => best.Parts.SelectMany(FiguresOf),
            FirstOf first => first.Parts.SelectMany(FiguresOf),
            PerContract per => FiguresOf(per.Each),
            _ => [],
        };

    private static bool HasContracts(Amount amount) => amount is PerContract;

    private static void Exclusions(Policy policy, string path, Clause clause, PolicyFindings findings)
    {
        for (var i = 0; i < clause.ExcludedBy.Count; i++)
        {
            if (policy.Clauses.All(c => c.Id != clause.ExcludedBy[i]))
                findings.Add(
                    $"{path}.excludedBy[{i}]",
                    $"没有“{clause.ExcludedBy[i]}”这一条款",
                    $"there is no clause '{clause.ExcludedBy[i]}'"
                );
        }
        if (Reaches(policy, clause.Id, clause.Id, []))
            findings.Add(
                $"{path}.excludedBy",
                "条款之间的排除关系形成循环，致使该条款排除自身，请删除其中一项排除关系",
                "the exclusions form a circle, so that this clause excludes itself; remove one of them"
            );
    }

    private static bool Reaches(Policy policy, string from, string to, HashSet<string> seen) =>
        seen.Add(from)
        && policy.Clauses.FirstOrDefault(c => c.Id == from) is { } clause
        && clause.ExcludedBy.Any(next => next == to || Reaches(policy, next, to, seen));

    private static void Amount(Policy policy, string path, Amount amount, bool inContract, int depth, PolicyFindings findings)
    {
        if (depth > 6)
        {
            findings.Add(path, "嵌套过深，请简化", "amounts lie too deep in each other");
            return;
        }
        if (amount.Cap is { } cap)
        {
            findings.AboveZero($"{path}.cap", cap);
            if (cap < amount.Floor)
                findings.Add($"{path}.cap", $"上限低于最低额{amount.Floor}", $"the cap lies below the floor of {amount.Floor}");
        }
        if (amount.Floor is { } floor)
            findings.AboveZero($"{path}.floor", floor);
        if (amount.Article is { } article)
            findings.Article(path, article);
        switch (amount)
        {
            case Flat flat:
                findings.AboveZero($"{path}.yuan", flat.Money);
                break;
            case FlatRate rate:
                Figure(policy, $"{path}.of", rate.Of, inContract, moneyOnly: true, findings);
                findings.Share($"{path}.rate", rate.Value);
                break;
            case Tiers tiers:
                Figure(policy, $"{path}.of", tiers.Of, inContract, moneyOnly: true, findings);
                Tiers(path, tiers.List, findings);
                break;
            case Bands bands:
                Bands(policy, path, bands, inContract, depth, findings);
                break;
            case StepBonus steps:
                if (Figure(policy, $"{path}.by", steps.By, inContract, moneyOnly: false, findings) is not { } type)
                    break;
                if (FactValue.Scaled(steps.From, type) is not > 0)
                    findings.Add($"{path}.from", "起点应大于零且单位正确", "the first step is above 0 and a whole number of its unit");
                if (FactValue.Scaled(steps.Every, type) is not > 0)
                    findings.Add($"{path}.every", "每档应大于零且单位正确", "a step is above 0 and a whole number of its unit");
                if (type == FactType.Money && steps.Each.Amount > steps.Every)
                    findings.Add($"{path}.each", "每档奖励不能超过每档数额", "a step cannot bring more than its own width");
                if (steps.First.IsNegative)
                    findings.Add($"{path}.first", "金额不能为负", "the amount is below 0");
                findings.AboveZero($"{path}.each", steps.Each);
                break;
            case SumOf sum:
                Parts(policy, path, sum.Parts, inContract, depth, findings);
                break;
            case BestOf best:
                Parts(policy, path, best.Parts, inContract, depth, findings);
                break;
            case FirstOf first:
                Parts(policy, path, first.Parts, inContract, depth, findings);
                break;
            case PerContract per:
                if (inContract)
                    findings.Add(path, "已在单份合同内", "it is worked out per contract already");
                Amount(policy, $"{path}.each", per.Each, inContract: true, depth + 1, findings);
                if (!FiguresOf(per.Each).Any())
                    findings.Add(
                        $"{path}.each",
                        "未使用任何数值，年度外的合同也会得奖",
                        "no figure reaches it: contracts of any year would earn it"
                    );
                break;
        }
    }

    private static void Parts(Policy policy, string path, IReadOnlyList<Amount> parts, bool inContract, int depth, PolicyFindings findings)
    {
        if (parts.Count < 2)
            findings.Add($"{path}.parts", "至少应有两部分", "there must be at least two parts");
        for (var i = 0; i < parts.Count; i++)
            Amount(policy, $"{path}.parts[{i}]", parts[i], inContract, depth + 1, findings);
    }

    private static FactType? Figure(Policy policy, string path, string id, bool inContract, bool moneyOnly, PolicyFindings findings)
    {
        var slot = FactNames.SlotOf(policy, id);
        if (slot < 0)
        {
            findings.Add(path, $"没有定义“{id}”", $"there is no figure '{id}'");
            return null;
        }
        if (inContract && policy.Figures[slot] is not ContractsFigure)
            findings.Add(path, $"“{id}”不是单份合同的数值", $"'{id}' is not known of one contract");
        var type = FactNames.TypeOf(policy, policy.Figures[slot])!.Value;
        if (moneyOnly && type != FactType.Money)
            findings.Add(path, $"“{id}”不是金额", $"'{id}' is no amount of money");
        return type;
    }

    private static void Tiers(string path, IReadOnlyList<Tier> tiers, PolicyFindings findings)
    {
        if (tiers.Count == 0)
            findings.Add($"{path}.tiers", "至少应有一档", "there must be at least one tier");
        for (var i = 0; i < tiers.Count; i++)
        {
            var at = $"{path}.tiers[{i}]";
            if (i == 0 && tiers[i].Above != Yuan.Zero)
                findings.Add($"{at}.above", "第一档从0开始", "the first tier starts at 0");
            if (i > 0 && tiers[i].Above <= tiers[i - 1].Above)
                findings.Add(
                    $"{at}.above",
                    "与前一档重叠，请调整起点",
                    $"the tier overlaps the one before, which starts at {tiers[i - 1].Above}"
                );
            if (tiers[i].UpTo is { } end && (i + 1 == tiers.Count || tiers[i + 1].Above != end))
            {
                findings.Add(
                    $"{at}.upTo",
                    "应与下一档的起点一致，最后一档不写",
                    "it must be where the next tier starts; the last one has no end"
                );
            }
            findings.Share($"{at}.rate", tiers[i].Rate);
        }
    }

    private static void Bands(Policy policy, string path, Bands bands, bool inContract, int depth, PolicyFindings findings)
    {
        var type = Figure(policy, $"{path}.by", bands.By, inContract, moneyOnly: false, findings);
        if (bands.List.Count == 0)
            findings.Add($"{path}.bands", "至少应有一档", "there must be at least one band");
        for (var i = 0; i < bands.List.Count; i++)
        {
            var (at, band) = ($"{path}.bands[{i}]", bands.List[i]);
            if (type is { } unit && FactValue.Scaled(band.From, unit) is not >= 0)
                findings.Add($"{at}.from", "起点不能为负且单位应正确", "a band starts at 0 or above, at a whole number of its unit");
            if (i > 0 && band.From <= bands.List[i - 1].From)
                findings.Add(
                    $"{at}.from",
                    "与前一档重叠，请调整起点",
                    $"the band overlaps the one before, which starts at {bands.List[i - 1].From}"
                );
            if (band.Below is { } end)
            {
                if (i + 1 < bands.List.Count && bands.List[i + 1].From > end)
                    findings.Add(
                        $"{at}.below",
                        "与下一档之间有空档",
                        $"there is a gap up to the next band, which starts at {bands.List[i + 1].From}"
                    );
                else if (i + 1 < bands.List.Count && bands.List[i + 1].From < end)
                    findings.Add(
                        $"{at}.below",
                        "与下一档重叠，请调整上限",
                        $"the band overlaps the next one, which starts at {bands.List[i + 1].From}"
                    );
                else if (end <= band.From)
                    findings.Add($"{at}.below", "区间为空，请核对起止值", "the band ends before it starts");
                else if (type is { } ends && FactValue.Scaled(end, ends) is null)
                    findings.Add($"{at}.below", "单位不正确", "it is no whole number of its unit");
            }
            Amount(policy, $"{at}.amount", band.Amount, inContract, depth + 1, findings);
        }
    }
}
