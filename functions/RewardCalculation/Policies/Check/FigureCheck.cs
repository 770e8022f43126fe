using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Engine.Compiled;

namespace TechTransfer.RewardCalculation.Policies.Check;

internal static class FigureCheck
{
    public static void Check(Policy policy, PolicyFindings findings)
    {
        for (var i = 0; i < policy.Figures.Count; i++)
        {
            var (path, figure) = ($"figures[{i}]", policy.Figures[i]);
            if (!Names.IsName(figure.Id))
                findings.Add(
                    $"{path}.id",
                    "名称应以小写字母开头，由字母和数字组成",
                    "a name starts with a lower-case letter and is made of letters and digits"
                );
            if (figure.Id == CompiledPolicy.Contracts)
                findings.Add(
                    $"{path}.id",
                    "该名称由系统保留（字段：contracts）",
                    "'contracts' is the number of contracts that every policy has"
                );
            if (policy.Figures.Take(i).Any(f => f.Id == figure.Id))
                findings.Add($"{path}.id", "名称重复，请修改", "it is listed twice; remove one");
            findings.Article(path, figure.Article);
            if (figure.Name is { } name)
                findings.Both($"{path}.name", name);
            One(policy, path, figure, findings);
        }
        if (policy.Base is not { } id || !findings.None)
            return;
        var slot = FactNames.SlotOf(policy, id);
        if (slot < 0)
            findings.Add("base", $"没有定义“{id}”", $"there is no figure '{id}'");
        else if (FactNames.TypeOf(policy, policy.Figures[slot]) != FactType.Money)
            findings.Add("base", "奖励基数应为金额", "the base is an amount of money");
    }

    /// <summary>Reports figures that nothing uses, because they are probably mistakes.</summary>
    public static void Unused(Policy policy, PolicyFindings findings)
    {
        var used = new HashSet<string>(policy.Clauses.SelectMany(c => ClauseCheck.FiguresOf(c.Amount)));
        foreach (var leaf in policy.Eligibility.Concat(policy.Clauses.SelectMany(c => c.When)).SelectMany(c => c.Leaves()))
        {
            if (leaf.Fact?.Split('.') is ["figure" or "growth", var id])
                used.Add(id);
        }
        if (policy.Base is { } main)
            used.Add(main);
        if (policy.Ranking is { } ranking)
            used.Add(ranking.By);
        foreach (var figure in policy.Figures)
        {
            if (Underlying(figure) is { } of)
                used.Add(of);
        }
        for (var i = 0; i < policy.Figures.Count; i++)
        {
            if (!used.Contains(policy.Figures[i].Id))
                findings.Add($"figures[{i}]", $"“{policy.Figures[i].Id}”未被任何条款使用", $"nothing looks at '{policy.Figures[i].Id}'");
        }
    }

    private static void One(Policy policy, string path, Figure figure, PolicyFindings findings)
    {
        switch (figure)
        {
            case ContractsFigure { Window: Window.Months } contracts when contracts.Months is not (>= 1 and <= 120):
                findings.Add($"{path}.months", "月数应在1至120之间", "the window is 1 to 120 months");
                break;
            case ContractsFigure { Window: not Window.Months, Months: not null }:
                findings.Add(
                    $"{path}.months",
                    "仅按月数计算的窗口可写月数（字段：months）",
                    "only the window 'months' has a number of months"
                );
                break;
            case ContractsFigure { Measure: Measure.Paid or Measure.PaidTechnical, By: not ContractDate.RegisteredOn }:
                findings.Add(
                    $"{path}.by",
                    "到账额按到账月份计，不能另选日期",
                    "money goes by the month of payment: no other date can be chosen"
                );
                break;
            case GrowthFigure growth:
                if (Find(policy, growth.Of) is not ContractsFigure)
                    findings.Add($"{path}.of", $"“{growth.Of}”不是按合同汇总的数值", $"'{growth.Of}' is no figure summed over contracts");
                break;
            case ExcessFigure excess:
                if (Find(policy, excess.Of) is not { } whole)
                    findings.Add($"{path}.of", $"没有定义“{excess.Of}”", $"there is no figure '{excess.Of}'");
                else if (RestsOnItself(policy, excess))
                    findings.Add($"{path}.of", "循环引用", "the figure rests on itself");
                else if (FactNames.TypeOf(policy, whole) is { } type && (FactValue.Scaled(excess.Above, type) is not > 0))
                    findings.Add($"{path}.above", "起点应大于零且单位正确", "the threshold is above 0 and a whole number of its unit");
                break;
            case DeclaredFigure declared:
                if (FactNames.TypeOf(policy, declared) is null)
                    findings.Add(
                        $"{path}.fact",
                        $"“{declared.Fact}”不是金额或数量类申报事项",
                        $"'{declared.Fact}' is no declared amount or count"
                    );
                else if (declared.Less is { } less && FactNames.RuleOf(policy, less)?.Type != FactNames.RuleOf(policy, declared.Fact)!.Type)
                {
                    findings.Add(
                        $"{path}.less",
                        $"“{less}”与“{declared.Fact}”类型不同或未申明",
                        $"'{less}' is not declared, or of another type than '{declared.Fact}'"
                    );
                }
                break;
        }
    }

    private static Figure? Find(Policy policy, string id) => policy.Figures.FirstOrDefault(f => f.Id == id);

    private static string? Underlying(Figure figure) =>
        figure switch
        {
            GrowthFigure growth => growth.Of,
            ExcessFigure excess => excess.Of,
            _ => null,
        };

    private static bool RestsOnItself(Policy policy, Figure figure)
    {
        var at = figure;
        for (var i = 0; i <= policy.Figures.Count; i++)
        {
            if (Underlying(at) is not { } of || Find(policy, of) is not { } next)
                return false;
            at = next;
        }
        return true;
    }
}
