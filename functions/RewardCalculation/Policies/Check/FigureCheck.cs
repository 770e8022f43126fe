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
                    "指标的编号应以小写字母开头，由字母和数字组成，请修改。",
                    "The ID of a figure must start with a lower-case letter and consist of letters and digits. Change it."
                );
            if (figure.Id == CompiledPolicy.Contracts)
                findings.Add(
                    $"{path}.id",
                    "该编号由系统用于合同份数，请改用其他编号（字段：contracts）。",
                    "The ID 'contracts' is reserved for the number of contracts. Use another ID."
                );
            if (policy.Figures.Take(i).Any(f => f.Id == figure.Id))
                findings.Add($"{path}.id", "指标的编号重复，请修改。", "The ID of the figure is used twice. Change one.");
            findings.Article(path, figure.Article);
            if (figure.Name is { } name)
                findings.Both($"{path}.name", name);
            One(policy, path, figure, findings);
        }
        if (policy.Base is not { } id || !findings.None)
            return;
        var slot = FactNames.SlotOf(policy, id);
        if (slot < 0)
            findings.Add("base", $"奖励基数“{id}”没有定义，请核对名称。", $"The base '{id}' is not defined as a figure. Check the name.");
        else if (FactNames.TypeOf(policy, policy.Figures[slot]) != FactType.Money)
            findings.Add("base", "奖励基数应为金额，请改用金额类指标。", "The base must be an amount of money. Use another figure.");
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
                findings.Add(
                    $"figures[{i}]",
                    $"指标“{policy.Figures[i].Id}”未被任何条款或者条件使用，请使用或者删除。",
                    $"The figure '{policy.Figures[i].Id}' is not used anywhere. Use or remove it."
                );
        }
    }

    private static void One(Policy policy, string path, Figure figure, PolicyFindings findings)
    {
        if (figure is ContractsFigure of && of.Measure == Measure.Declared != of.Fact is not null)
            findings.Add(
                $"{path}.fact",
                "仅合同申报信息类数值应写明申报信息，请核对。",
                "The measure 'declared', and only it, names a declared fact. Check the figure."
            );
        else if (figure is ContractsFigure { Measure: Measure.Declared, Fact: { } named } && FactNames.TypeOf(policy, figure) is null)
            findings.Add(
                $"{path}.fact",
                $"“{named}”不是合同的金额或数量类申报信息，请核对。",
                $"'{named}' is no declared amount or count of a contract. Check its name."
            );
        switch (figure)
        {
            case ContractsFigure { Window: Window.Months } contracts when contracts.Months is not (>= 1 and <= 120):
                findings.Add($"{path}.months", "计算期应为1至120个月，请核对。", "The period must be 1 to 120 months. Check it.");
                break;
            case ContractsFigure { Window: not Window.Months, Months: not null }:
                findings.Add(
                    $"{path}.months",
                    "只有按月数计算的，才填写月数，请核对（字段：months）。",
                    "Only a figure whose window is 'months' has a number of months. Check it."
                );
                break;
            case ContractsFigure { Measure: Measure.Paid or Measure.PaidTechnical, By: not ContractDate.RegisteredOn }:
                findings.Add(
                    $"{path}.by",
                    "到账（支付）额按款项到账的月份计算，不能另选日期，请删除。",
                    "Payments are counted by the month of payment, so no other date can be chosen. Remove it."
                );
                break;
            case GrowthFigure growth:
                if (Find(policy, growth.Of) is not ContractsFigure)
                    findings.Add(
                        $"{path}.of",
                        $"“{growth.Of}”不是按合同汇总的指标，不能计算增量，请核对名称。",
                        $"'{growth.Of}' is not a figure summed over contracts, so its growth cannot be calculated. Check the name."
                    );
                break;
            case ExcessFigure excess:
                if (Find(policy, excess.Of) is not { } whole)
                    findings.Add(
                        $"{path}.of",
                        $"指标“{excess.Of}”没有定义，请核对名称。",
                        $"The figure '{excess.Of}' is not defined. Check the name."
                    );
                else if (RestsOnItself(policy, excess))
                    findings.Add($"{path}.of", "该指标循环引用自身，请修改。", "The figure is defined by itself. Change the reference.");
                else if (FactNames.TypeOf(policy, whole) is { } type && (FactValue.Scaled(excess.Above, type) is not > 0))
                    findings.Add(
                        $"{path}.above",
                        "起点应大于零，且小数位数不能超过计量单位允许的位数，请核对。",
                        "The threshold must be above zero and have no more decimal places than its unit allows. Check it."
                    );
                break;
            case DeclaredFigure declared:
                if (FactNames.TypeOf(policy, declared) is null)
                    findings.Add(
                        $"{path}.fact",
                        $"“{declared.Fact}”不是金额或者数量类的申报信息，请核对名称。",
                        $"'{declared.Fact}' is not a declared amount or number. Check the name."
                    );
                else if (declared.Less is { } less && FactNames.RuleOf(policy, less)?.Type != FactNames.RuleOf(policy, declared.Fact)!.Type)
                {
                    findings.Add(
                        $"{path}.less",
                        $"“{less}”没有定义，或者与“{declared.Fact}”的类型不同，请核对。",
                        $"'{less}' is not defined, or its type differs from that of '{declared.Fact}'. Check it."
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
