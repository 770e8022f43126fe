using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine.Compiled;

namespace TechTransfer.RewardCalculation.Engine;

internal sealed class ItemCalculation
{
    private const string PeriodCode = "policy_period";
    private readonly CompiledPolicy policy;
    private readonly Scope scope;
    private readonly ItemFacts item;

    public ItemCalculation(CompiledPolicy policy, int year, ItemFacts item)
    {
        (this.policy, this.item) = (policy, item);
        scope = new(policy, year, item);
    }

    private DateOnly? BoundDay =>
        policy.Source.Bounds switch
        {
            PeriodBounds.SignedOn => item.Contract.SignedOn,
            PeriodBounds.EffectiveFrom => item.Contract.EffectiveFrom,
            _ => item.Contract.RegisteredOn,
        };

    // A contract whose day is not known, as in a quote before filing, is taken as if it lay in the period.
    private bool LiesInPeriod => BoundDay is not { } day || (day >= policy.Source.From && !(day > policy.Source.To));

    private bool IsBounded => policy.Source.Bounds is PeriodBounds.RegisteredOn or PeriodBounds.SignedOn or PeriodBounds.EffectiveFrom;

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
        if (IsBounded && !LiesInPeriod)
            codes.Add(PeriodCode);
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
        if (IsBounded && !LiesInPeriod)
            return false;
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
        ExplainPeriod(steps);
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

    private void ExplainPeriod(List<Step> steps)
    {
        if (BoundDay is not { } day || policy.Source.Bounds == PeriodBounds.ReceivedOn || (!IsBounded && LiesInPeriod))
            return;
        var source = policy.Source;
        var what = source.Bounds switch
        {
            PeriodBounds.SignedOn => new Text("签订", "signed"),
            PeriodBounds.EffectiveFrom => new("生效", "in force from"),
            _ => new("登记", "registered"),
        };
        var period = source.To is { } to
            ? new Text($"{source.From:yyyy年M月d日}至{to:yyyy年M月d日}", $"{source.From:yyyy-MM-dd} to {to:yyyy-MM-dd}")
            : new($"{source.From:yyyy年M月d日}起", $"{source.From:yyyy-MM-dd} on");
        var verdict = (IsBounded, LiesInPeriod) switch
        {
            (true, true) => new Text("在政策施行期限内，符合要求", "within the policy's period, as required"),
            (true, false) => new("不在政策施行期限内，不计入", "outside the policy's period, so it does not count"),
            _ => new(
                "不在政策施行期限内；本政策的施行期限只确定各年度适用的版本，本年度的合同均可计入",
                "outside the policy's period, which only chooses the version of a year: every contract of the year may count"
            ),
        };
        steps.Add(
            new(
                PeriodCode,
                new(
                    $"合同于{day:yyyy年M月d日}{what.Zh}，{verdict.Zh}（施行期限：{period.Zh}）。",
                    $"The contract is {what.En} {day:yyyy-MM-dd}, {verdict.En} (period: {period.En})."
                ),
                Inputs.Of("date", $"{day:yyyy-MM-dd}", "period", period.En),
                Leaf.Outcome(!IsBounded || LiesInPeriod),
                source.Citation
            )
        );
    }

    private void ExplainRefunds(ContractsFigure rule, Citation citation, List<Step> steps)
    {
        var technical = rule.Measure == Measure.PaidTechnical;
        var (later, earlier) = scope.Moved(technical);
        if (policy.RecoversRefunds && later > 0)
            Add(
                "refund_recovered",
                later,
                new("本年度到账（支付）的款项以后退回", "of the year's money was paid back later"),
                new("已从本年度扣减", "it is taken from this year")
            );
        if (earlier > 0)
            Add(
                policy.RecoversRefunds ? "refund_of_earlier_year" : "refund_carried",
                earlier,
                new("本年度退回以前年度到账（支付）的款项", "of an earlier year's money was paid back this year"),
                policy.RecoversRefunds
                    ? new(
                        "已从到账（支付）的年度扣减，不影响本年度",
                        "it is taken from the year in which it was received, not from this one"
                    )
                    : new("从本年度扣减，不足部分结转以后年度", "it is taken from this year, and what this year cannot bear from the next")
            );

        void Add(string code, long fen, Text what, Text rule) =>
            steps.Add(
                new(
                    code,
                    new($"{what.Zh}{Written.Yuan(fen)}元，{rule.Zh}。", $"{Written.Yuan(fen)} yuan {what.En}: {rule.En}."),
                    Inputs.None,
                    Written.Yuan(fen),
                    citation
                )
            );
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
        var (zh, en) = FactNames.Name(policy.Source, figure);
        return new(zh, en);
    }

    private void Explain(CompiledFigure figure, List<Step> steps)
    {
        if (figure.Rule is not ContractsFigure rule)
            return;
        var citation = figure.Citation;
        var (zh, en, number) = item.Contract.Number is { } known ? ("合同", "contract ", known) : ("本合同", "this contract", "");
        var (measureZh, measureEn) = FactNames.Name(policy.Source, rule);
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
            : rule.Measure == Measure.Declared ? scope.DeclaredOfContract(figure.DeclaredFact!).Number
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
        if (paid)
        {
            ExplainRefunds(rule, citation, steps);
            ExplainOutside(figure, part, citation, steps);
        }
        if (scope.Parties > 1 && part != whole)
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

    // Money outside the policy's period is named, so that nobody looks for it.
    private void ExplainOutside(CompiledFigure figure, long part, Citation citation, List<Step> steps)
    {
        if (policy.Source.Bounds != PeriodBounds.ReceivedOn || item.Money is null)
            return;
        var outside = figure.OwnUnbounded(scope) - part;
        if (outside == 0)
            return;
        steps.Add(
            new(
                PeriodCode,
                new(
                    $"另有{Written.Yuan(outside)}元于政策施行期限以外到账（支付），不计入。",
                    $"Another {Written.Yuan(outside)} yuan were received or paid outside the policy's period and do not count."
                ),
                Inputs.Of("from", $"{policy.Source.From:yyyy-MM-dd}"),
                Written.Yuan(outside),
                citation
            )
        );
    }

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
