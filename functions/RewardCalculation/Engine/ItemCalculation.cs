using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine.Compiled;

namespace TechTransfer.RewardCalculation.Engine;

internal sealed class ItemCalculation
{
    private readonly CompiledPolicy policy;
    private readonly Scope scope;
    private readonly ItemFacts item;

    public ItemCalculation(CompiledPolicy policy, int year, ItemFacts item)
    {
        (this.policy, this.item) = (policy, item);
        scope = new(policy, year, item);
    }

    private bool TakenAsPaid => item.Money is null && policy.UsesMoney;

    public ItemResult Result()
    {
        var counts = Counts();
        if (counts)
            Fill(null);
        var figures = Figures();
        return new()
        {
            Counts = counts,
            Figures = figures,
            Unmet = counts ? [] : Unmet(),
            Estimated =
                TakenAsPaid || item.Contract.ValueStatus == ValueStatus.Estimated || item.Contract.PaymentMode == PaymentMode.UseFirst,
            Steps = new LazyList<Step>(() => Explain(counts)),
        };
    }

    /// <summary>What the contract would add if every condition were met; null when the amount itself fails a condition.</summary>
    public IReadOnlyDictionary<string, long>? Otherwise()
    {
        if (policy.Counts.SelectMany(c => c.Stops(scope)).Any(l => l.Fact.IsFigure))
            return null;
        Fill(null);
        return Figures();
    }

    /// <summary>The party's part of the contract's base figure, whether or not the contract counts.</summary>
    public Yuan Base()
    {
        var slot = policy.BaseSlot;
        while (slot >= 0 && policy.Figures[slot].Rule is GrowthFigure or ExcessFigure)
        {
            slot = FactNames.SlotOf(
                policy.Source,
                policy.Figures[slot].Rule is GrowthFigure growth ? growth.Of : ((ExcessFigure)policy.Figures[slot].Rule).Of
            );
        }
        return slot >= 0 && policy.Figures[slot].Rule is ContractsFigure ? Yuan.FromFen(policy.Figures[slot].Own(scope)) : Yuan.Zero;
    }

    private List<string> Unmet()
    {
        var codes = new List<string>(2);
        foreach (var condition in policy.Counts)
        {
            if (condition.IsMet(scope))
                continue;
            foreach (var leaf in condition.Stops(scope))
            {
                if (!codes.Contains(leaf.Code))
                    codes.Add(leaf.Code);
            }
        }
        return codes;
    }

    private bool Counts()
    {
        foreach (var condition in policy.Counts)
        {
            if (!condition.IsMet(scope))
                return false;
        }
        return true;
    }

    private void Fill(List<Step>? steps)
    {
        var adds = false;
        foreach (var figure in policy.Figures)
        {
            if (figure.Rule is not ContractsFigure)
                continue;
            var value = figure.Where is null || figure.Where.IsMet(scope) ? figure.OfOne(scope) : 0;
            scope.Figures[figure.Slot] = value;
            adds |= value != 0;
        }
        foreach (var node in policy.PerContract)
            scope.Figures[node.Slot] = node.OfOne(scope, steps);
        scope.Figures[policy.ContractsSlot] = adds ? 1 : 0;
    }

    private FigureSums Figures()
    {
        var values = new long[policy.AdditiveSlots.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = scope.Figures[policy.AdditiveSlots[i]];
        return new(policy.AdditiveNames, values);
    }

    private List<Step> Explain(bool counts)
    {
        var steps = new List<Step>(policy.Counts.Length + policy.Figures.Length + 4);
        foreach (var condition in policy.Counts)
            condition.Explain(scope, steps);
        foreach (var figure in policy.Figures)
            Explain(figure, steps);
        if (TakenAsPaid)
        {
            steps.Add(
                new(
                    "payment_assumed",
                    new(
                        "尚无到账（支付）记录，按合同成交额在本年度内全部到账（支付）测算。",
                        "No payment has been recorded yet. The calculation assumes that the whole contract value is paid within the year."
                    ),
                    Inputs.None,
                    "true"
                )
            );
        }
        if (!counts)
            return steps;
        if (policy.PerContract.Length > 0)
            Fill(steps);
        foreach (var node in policy.PerContract)
            Next(node, steps);
        return steps;
    }

    // Explain the next tier, band or step that this contract could reach by itself.
    private void Next(PerContractNode node, List<Step> steps)
    {
        var thresholds = new List<Threshold>();
        node.ThresholdsOfOne(scope, thresholds);
        foreach (var threshold in thresholds)
        {
            var (slot, missing) = (threshold.Slot, threshold.At - scope.Figures[threshold.Slot]);
            var more = policy.Write(slot, missing);
            var name = NameOf(slot);
            if (threshold.Rate is { } rate)
            {
                var at = policy.Write(slot, threshold.At);
                steps.Add(
                    new(
                        "next_tier",
                        new(
                            $"本合同的{name.Zh}再增加{more.Zh}即达到下一档，超过{at.Zh}的部分按{rate}计。",
                            $"This contract reaches the next tier when its {name.En} rises by {more.En}. The part above {at.En} "
                                + $"earns {rate}."
                        ),
                        Inputs.Of("figure", policy.Source.Figures[slot].Id),
                        policy.Plain(slot, missing),
                        threshold.Citation
                    )
                );
                continue;
            }
            var now = node.OfOne(scope, null);
            scope.Figures[slot] += missing;
            var then = node.OfOne(scope, null);
            scope.Figures[slot] -= missing;
            if (then <= now)
                continue;
            steps.Add(
                new(
                    "next_threshold",
                    new(
                        $"本合同的{name.Zh}再增加{more.Zh}即达到下一档，本合同奖励为{Written.Yuan(then)}元。",
                        $"This contract reaches the next band when its {name.En} rises by {more.En}. Its reward would be "
                            + $"{Written.Yuan(then)} yuan."
                    ),
                    Inputs.Of("figure", policy.Source.Figures[slot].Id),
                    policy.Plain(slot, missing),
                    threshold.Citation
                )
            );
        }
    }

    private Text NameOf(int slot)
    {
        if (policy.Source.Figures[slot] is not ContractsFigure { Name: null } figure)
            return policy.TitleOf(slot);
        var (zh, en) = FactNames.Name(policy.Source, figure.Measure);
        return new(zh, en);
    }

    private void Explain(CompiledFigure figure, List<Step> steps)
    {
        if (figure.Rule is not ContractsFigure rule)
            return;
        var citation = figure.Citation;
        var (zh, en, number) = item.Contract.Number is { } known ? ("合同", "contract ", known) : ("本合同", "this contract", "");
        var (measureZh, measureEn) = FactNames.Name(policy.Source, rule.Measure);
        figure.Where?.Explain(scope, steps);
        if (figure.Where is { } where && !where.IsMet(scope))
        {
            steps.Add(
                new(
                    "not_in_figure",
                    new(
                        $"{zh}{number}不计入{policy.TitleOf(figure.Slot).Zh}。",
                        $"{Capital(en)}{number} does not count towards this figure: {policy.TitleOf(figure.Slot).En}."
                    ),
                    Inputs.Of("figure", rule.Id),
                    policy.Plain(figure.Slot, 0),
                    citation
                )
            );
            return;
        }
        var paid = rule.Measure is Measure.Paid or Measure.PaidTechnical;
        if (!paid && !figure.InWindow(scope))
        {
            var day = $"{figure.DateOf(scope):yyyy-MM-dd}";
            steps.Add(
                new(
                    "outside_window",
                    new(
                        $"{zh}{number}的日期{figure.DateOf(scope):yyyy年M月d日}不在计算期内，不计入{policy.TitleOf(figure.Slot).Zh}。",
                        $"The date {day} of {en}{number} is outside the period, so the contract does not count towards this "
                            + $"figure: {policy.TitleOf(figure.Slot).En}."
                    ),
                    Inputs.Of("figure", rule.Id, "date", day),
                    policy.Plain(figure.Slot, 0),
                    citation
                )
            );
            return;
        }
        var part = figure.OfOne(scope);
        var whole =
            paid || rule.Measure == Measure.Count ? part
            : rule.Measure == Measure.TechnicalAmount ? item.Contract.TechnicalAmount.Fen
            : (item.Contract.ContractValue ?? item.Contract.TechnicalAmount).Fen;
        var (value, unit) = (policy.Plain(figure.Slot, whole), policy.UnitOf(figure.Slot));
        var isBase = figure.Slot == policy.BaseSlot;
        steps.Add(
            new(
                isBase ? "contract_base" : "contract_figure",
                isBase
                    ? new(
                        $"奖励基数为{measureZh}：{zh}{number}为{value}{unit.Zh}。",
                        $"The base is the {measureEn}: {value}{unit.En} for {en}{number}."
                    )
                    : new(
                        $"{policy.TitleOf(figure.Slot).Zh}：{zh}{number}为{value}{unit.Zh}。",
                        $"{policy.TitleOf(figure.Slot).En}: {value}{unit.En} for {en}{number}."
                    ),
                figure.MeasureInput,
                value,
                citation
            )
        );
        if (scope.Parties > 1 && !paid && rule.Measure != Measure.Count)
        {
            steps.Add(
                new(
                    "base_split",
                    new(
                        $"同一方共{scope.Parties}个单位，平均分摊，按最大余数法（尾差分配）计算到分：本单位{Written.Yuan(part)}元。",
                        $"The {scope.Parties} parties on this side share the amount equally, to the fen by the largest-remainder "
                            + $"method: {Written.Yuan(part)} "
                            + "yuan for this party."
                    ),
                    Inputs.Of("whole", Written.Yuan(whole), "parties", $"{scope.Parties}"),
                    Written.Yuan(part),
                    citation
                )
            );
        }
    }

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
