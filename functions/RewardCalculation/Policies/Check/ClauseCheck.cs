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
            findings.Add("clauses", "政策至少应有一项条款，请补充。", "The policy must have at least one clause. Add one.");
        for (var i = 0; i < policy.Clauses.Count; i++)
        {
            var (path, clause) = ($"clauses[{i}]", policy.Clauses[i]);
            if (!Names.IsName(clause.Id))
                findings.Add(
                    $"{path}.id",
                    "条款的编号应以小写字母开头，由字母和数字组成，请修改。",
                    "The ID of a clause must start with a lower-case letter and consist of letters and digits. Change it."
                );
            if (policy.Clauses.Take(i).Any(c => c.Id == clause.Id))
                findings.Add($"{path}.id", "条款的编号重复，请修改。", "The ID of the clause is used twice. Change one.");
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
                    "该条款既未设条件，也未使用任何指标，任何单位都可获得奖励；请补充条件或者计奖指标。",
                    "The clause has no condition and uses no figure, so every organisation would receive the reward. Add a condition or a figure."
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

    public static bool HasContracts(Amount amount) =>
        amount switch
        {
            PerContract => true,
            Bands bands => bands.List.Any(b => HasContracts(b.Amount)),
            SumOf sum => sum.Parts.Any(HasContracts),
            BestOf best => best.Parts.Any(HasContracts),
            FirstOf first => first.Parts.Any(HasContracts),
            _ => false,
        };

    private static void Exclusions(Policy policy, string path, Clause clause, PolicyFindings findings)
    {
        for (var i = 0; i < clause.ExcludedBy.Count; i++)
        {
            if (policy.Clauses.All(c => c.Id != clause.ExcludedBy[i]))
                findings.Add(
                    $"{path}.excludedBy[{i}]",
                    $"没有“{clause.ExcludedBy[i]}”这一条款，请核对编号。",
                    $"There is no clause '{clause.ExcludedBy[i]}'. Check the ID."
                );
        }
        if (Reaches(policy, clause.Id, clause.Id, []))
            findings.Add(
                $"{path}.excludedBy",
                "条款之间的排除关系形成循环，致使该条款排除自身，请删除其中一项排除关系。",
                "The exclusions form a cycle, so this clause excludes itself. Remove one of them."
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
            findings.Add(path, "计奖方式嵌套过深，请简化。", "The amounts are nested too deeply. Simplify them.");
            return;
        }
        if (amount.Cap is { } cap)
        {
            findings.AboveZero($"{path}.cap", cap);
            if (cap < amount.Floor)
                findings.Add(
                    $"{path}.cap",
                    $"上限低于最低奖励额{amount.Floor}元，请核对两项金额。",
                    $"The cap is below the minimum amount of {amount.Floor} yuan. Check both amounts."
                );
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
                    findings.Add(
                        $"{path}.from",
                        "分档起点应大于零，且小数位数不能超过计量单位允许的位数，请核对。",
                        "The first step must be above zero and have no more decimal places than its unit allows. Check it."
                    );
                if (FactValue.Scaled(steps.Every, type) is not > 0)
                    findings.Add(
                        $"{path}.every",
                        "每档数额应大于零，且小数位数不能超过计量单位允许的位数，请核对。",
                        "The width of a step must be above zero and have no more decimal places than its unit allows. Check it."
                    );
                if (type == FactType.Money && steps.Each.Amount > steps.Every)
                    findings.Add(
                        $"{path}.each",
                        "每档奖励不能超过每档数额，请核对。",
                        "The reward per step cannot exceed the width of the step. Check both."
                    );
                if (steps.First.IsNegative)
                    findings.Add(
                        $"{path}.first",
                        "起点的奖励金额不能为负数，请核对。",
                        "The reward of the first step cannot be negative. Check it."
                    );
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
                    findings.Add(
                        path,
                        "按单份合同计算的奖励中不能再按单份合同计算，请删除内层的一项。",
                        "An amount per contract cannot contain another amount per contract. Remove the inner one."
                    );
                Amount(policy, $"{path}.each", per.Each, inContract: true, depth + 1, findings);
                if (!FiguresOf(per.Each).Any())
                    findings.Add(
                        $"{path}.each",
                        "该项奖励未使用任何指标，年度以外的合同也会得到奖励，请补充计奖指标。",
                        "The amount uses no figure, so contracts of any year would receive it. Add a figure."
                    );
                break;
        }
    }

    private static void Parts(Policy policy, string path, IReadOnlyList<Amount> parts, bool inContract, int depth, PolicyFindings findings)
    {
        if (parts.Count < 2)
            findings.Add($"{path}.parts", "组合计奖至少应有两部分，请补充。", "A combined amount must have at least two parts. Add one.");
        for (var i = 0; i < parts.Count; i++)
            Amount(policy, $"{path}.parts[{i}]", parts[i], inContract, depth + 1, findings);
    }

    private static FactType? Figure(Policy policy, string path, string id, bool inContract, bool moneyOnly, PolicyFindings findings)
    {
        var slot = FactNames.SlotOf(policy, id);
        if (slot < 0)
        {
            findings.Add(path, $"指标“{id}”没有定义，请核对名称。", $"The figure '{id}' is not defined. Check the name.");
            return null;
        }
        if (inContract && policy.Figures[slot] is not ContractsFigure)
            findings.Add(
                path,
                $"“{id}”不是单份合同的指标，不能用于单份合同的奖励，请改用其他指标。",
                $"'{id}' is not a figure of a single contract and cannot be used per contract. Use another figure."
            );
        var type = FactNames.TypeOf(policy, policy.Figures[slot])!.Value;
        if (moneyOnly && type != FactType.Money)
            findings.Add(
                path,
                $"“{id}”不是金额，不能按比例计奖，请改用金额类指标。",
                $"'{id}' is not an amount of money, so no rate can apply to it. Use an amount."
            );
        return type;
    }

    private static void Tiers(string path, IReadOnlyList<Tier> tiers, PolicyFindings findings)
    {
        if (tiers.Count == 0)
            findings.Add($"{path}.tiers", "分段计奖至少应有一档，请补充。", "There must be at least one tier. Add one.");
        for (var i = 0; i < tiers.Count; i++)
        {
            var at = $"{path}.tiers[{i}]";
            if (i == 0 && tiers[i].Above != Yuan.Zero)
                findings.Add($"{at}.above", "第一档应从0元开始，请修改起点。", "The first tier must start at 0. Change its start.");
            if (i > 0 && tiers[i].Above <= tiers[i - 1].Above)
                findings.Add(
                    $"{at}.above",
                    $"该档与前一档（起点{tiers[i - 1].Above}元）重叠，请调整起点。",
                    $"The tier overlaps the previous one, which starts at {tiers[i - 1].Above} yuan. Change its start."
                );
            if (tiers[i].UpTo is { } end && (i + 1 == tiers.Count || tiers[i + 1].Above != end))
            {
                findings.Add(
                    $"{at}.upTo",
                    "该档的终点应与下一档的起点一致，最后一档不写终点，请核对。",
                    "A tier must end where the next one starts, and the last one has no end. Check it."
                );
            }
            findings.Share($"{at}.rate", tiers[i].Rate);
        }
    }

    private static void Bands(Policy policy, string path, Bands bands, bool inContract, int depth, PolicyFindings findings)
    {
        var type = Figure(policy, $"{path}.by", bands.By, inContract, moneyOnly: false, findings);
        if (bands.List.Count == 0)
            findings.Add($"{path}.bands", "分档计奖至少应有一档，请补充。", "There must be at least one band. Add one.");
        for (var i = 0; i < bands.List.Count; i++)
        {
            var (at, band) = ($"{path}.bands[{i}]", bands.List[i]);
            if (type is { } unit && FactValue.Scaled(band.From, unit) is not >= 0)
                findings.Add(
                    $"{at}.from",
                    "该档的起点不能为负数，且小数位数不能超过计量单位允许的位数，请核对。",
                    "A band must start at zero or above and have no more decimal places than its unit allows. Check it."
                );
            if (i > 0 && band.From <= bands.List[i - 1].From)
                findings.Add(
                    $"{at}.from",
                    $"该档与前一档（起点{bands.List[i - 1].From}）重叠，请调整起点。",
                    $"The band overlaps the previous one, which starts at {bands.List[i - 1].From}. Change its start."
                );
            if (band.Below is { } end)
            {
                if (i + 1 < bands.List.Count && bands.List[i + 1].From > end)
                    findings.Add(
                        $"{at}.below",
                        $"该档与下一档（起点{bands.List[i + 1].From}）之间有空档，请调整上限。",
                        $"There is a gap between this band and the next one, which starts at {bands.List[i + 1].From}. Change its "
                            + "upper end."
                    );
                else if (i + 1 < bands.List.Count && bands.List[i + 1].From < end)
                    findings.Add(
                        $"{at}.below",
                        $"该档与下一档（起点{bands.List[i + 1].From}）重叠，请调整上限。",
                        $"The band overlaps the next one, which starts at {bands.List[i + 1].From}. Change its upper end."
                    );
                else if (end <= band.From)
                    findings.Add(
                        $"{at}.below",
                        "该档的上限应高于起点，请核对起止值。",
                        "The upper end of the band must be above its start. Check both ends."
                    );
                else if (type is { } ends && FactValue.Scaled(end, ends) is null)
                    findings.Add(
                        $"{at}.below",
                        "该档上限的小数位数超过计量单位允许的位数，请减少小数位数。",
                        "The upper end of the band has more decimal places than its unit allows. Reduce them."
                    );
            }
            Amount(policy, $"{at}.amount", band.Amount, inContract, depth + 1, findings);
        }
    }
}
