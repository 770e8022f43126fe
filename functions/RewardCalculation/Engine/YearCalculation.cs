using TechTransfer.RewardCalculation.Engine.Compiled;

namespace TechTransfer.RewardCalculation.Engine;

internal sealed class YearCalculation
{
    private readonly CompiledPolicy policy;
    private readonly YearFacts facts;
    private readonly int year;
    private readonly Scope scope;

    public YearCalculation(CompiledPolicy policy, int year, YearFacts facts)
    {
        (this.policy, this.year, this.facts) = (policy, year, facts);
        scope = NewScope(-1, 0);
    }

    public Award Result()
    {
        var source = policy.Source;
        var eligible = IsEligible(scope);
        Leaf[] stops = eligible ? [] : [.. policy.Eligibility.SelectMany(r => r.Stops(scope))];
        var outcome = Work(scope, null);
        var amount = eligible ? outcome.Amount : Yuan.Zero;
        var next = new LazyList<Need>(() => Next(outcome, stops));
        return new()
        {
            Base = Base,
            Amount = amount,
            Eligible = eligible,
            Unmet = eligible ? [] : [.. stops.Select(l => l.Code).Distinct()],
            Missing =
                policy.DeclaredUsed.Length == 0 ? [] : [.. policy.DeclaredUsed.Where(d => !scope.Stated(d).Known).Select(d => d.Name)],
            Otherwise = eligible ? null : outcome.Amount,
            Clauses = outcome.Clauses,
            CarriedForward = CarriedForward(),
            Next = next,
            Score = source.Ranking is { } ranking ? scope.Figures[FactNames.SlotOf(source, ranking.By)] : 0,
            Splits = Parts.Split(source.Splits, amount),
            Stages = Parts.Stage(source.Staging, amount),
            Steps = new LazyList<Step>(() => Explain(eligible, stops, outcome, next)),
        };
    }

    public Yuan Base => policy.BaseSlot < 0 ? Yuan.Zero : Yuan.FromFen(scope.Figures[policy.BaseSlot]);

    public List<Step> ClauseSteps()
    {
        var steps = new List<Step>();
        Work(scope, steps);
        return steps;
    }

    public List<Step> EligibilitySteps()
    {
        var steps = YearBeforeSteps();
        foreach (var condition in policy.Eligibility)
            condition.Explain(scope, steps);
        return steps;
    }

    // Growth is only understood with the figure that it is measured against.
    private List<Step> YearBeforeSteps()
    {
        var steps = new List<Step>();
        foreach (var slot in policy.GrownSlots)
        {
            var (title, citation) = (policy.TitleOf(slot), policy.Figures[slot].Citation);
            if (facts.YearBefore is not { } before)
            {
                steps.Add(
                    new(
                        "year_before",
                        new(
                            $"{title.Zh}：上一年度尚无记录，增长无法计算。",
                            $"{title.En}: there are no records of the year before, so growth is not known."
                        ),
                        policy.Figures[slot].Input,
                        "unknown",
                        citation
                    )
                );
                continue;
            }
            var raw = before.GetValueOrDefault(policy.Figures[slot].Rule.Id);
            var (value, negative) = (policy.Write(slot, raw), raw < 0);
            steps.Add(
                new(
                    "year_before",
                    new(
                        $"{title.Zh}：上一年度为{value.Zh}{(negative ? "，按零计" : "")}。",
                        $"{title.En}: {value.En} in the year before{(negative ? ", which counts as zero" : "")}."
                    ),
                    policy.Figures[slot].Input,
                    policy.Plain(slot, raw),
                    citation
                )
            );
        }
        return steps;
    }

    public static void NextSteps(CompiledPolicy policy, IReadOnlyList<Need> next, List<Step> steps)
    {
        for (var i = 0; i < next.Count; i++)
        {
            var (need, slot) = (next[i], FactNames.SlotOf(policy.Source, next[i].Figure));
            steps.Add(
                new(
                    need.Contract ? "next_contract"
                        : need.Tier ? "next_tier"
                        : "next_threshold",
                    need.Text,
                    policy.Figures[slot].Input,
                    need.Contract ? "" : policy.Plain(slot, need.Missing),
                    need.Citation
                )
            );
        }
    }

    private List<Step> Explain(bool eligible, Leaf[] stops, Outcome outcome, IReadOnlyList<Need> next)
    {
        var steps = new List<Step>(8 + policy.Eligibility.Length + policy.Figures.Length) { policy.Head };
        steps.AddRange(YearBeforeSteps());
        foreach (var condition in policy.Eligibility)
            condition.Explain(scope, steps);
        foreach (var figure in policy.Figures)
        {
            ExplainCarried(figure, steps);
            steps.Add(Say(figure));
        }
        if (eligible)
        {
            Work(scope, steps);
            var amount = Written.Yuan(outcome.Amount.Fen);
            steps.Add(new("amount", new($"本年度奖励为{amount}元。", $"The year's reward is {amount} yuan."), Inputs.None, amount));
        }
        else
        {
            steps.Add(NotEligible([.. stops.Select(s => s.Code).Distinct()], outcome.Amount));
        }
        NextSteps(policy, next, steps);
        return steps;
    }

    public static Step NotEligible(IReadOnlyList<string> unmet, Yuan? otherwise)
    {
        var (zh, en) = otherwise is { } amount
            ? ($"；如全部符合，测算奖励为{amount}元", $"; if all were met, the calculated reward would be {amount} yuan")
            : ("", "");
        var codes = string.Join(", ", unmet);
        return new(
            "not_eligible",
            new($"有{unmet.Count}项条件不符合，不予奖励{zh}。", $"There is no reward, because conditions are not met ({unmet.Count}){en}."),
            otherwise is { } would ? Inputs.Of("unmet", codes, "otherwise", $"{would}") : Inputs.Of("unmet", codes),
            $"{Yuan.Zero}"
        );
    }

    private Step Say(CompiledFigure figure)
    {
        var (title, citation) = (policy.TitleOf(figure.Slot), figure.Citation);
        if (IsUnknown(figure.Slot))
        {
            return new(
                "figure_unknown",
                new($"{title.Zh}：尚无数据，不计。", $"{title.En}: no data yet, so nothing is counted."),
                figure.Input,
                "unknown",
                citation
            );
        }
        var (value, unit) = (policy.Plain(figure.Slot, scope.Figures[figure.Slot]), policy.UnitOf(figure.Slot));
        if (figure.Slot != policy.BaseSlot)
            return new(
                "year_figure",
                new($"{title.Zh}为{value}{unit.Zh}。", $"{title.En} is {value}{unit.En}."),
                figure.Input,
                value,
                citation
            );
        var contracts = Written.Count(scope.Figures[policy.ContractsSlot]);
        return new(
            "year_base",
            new(
                $"奖励基数：{title.Zh}{value}{unit.Zh}，涉及合同{contracts}份。",
                $"The base is {FactNames.Lower(title.En)}: {value}{unit.En}. Contracts included: {contracts}."
            ),
            figure.Input,
            value,
            citation
        );
    }

    private bool IsEligible(Scope over)
    {
        foreach (var condition in policy.Eligibility)
        {
            if (!condition.IsMet(over))
                return false;
        }
        return true;
    }

    private Outcome Work(Scope over, List<Step>? steps)
    {
        var source = policy.Source;
        var listed = new ClauseAward[policy.Clauses.Length];
        var full = new bool[listed.Length];
        foreach (var clause in policy.Clauses)
        {
            var open = true;
            foreach (var condition in clause.When)
            {
                if (steps is not null)
                    condition.Explain(over, steps);
                open &= condition.IsMet(over);
            }
            foreach (var other in clause.ExcludedBy)
            {
                if (listed[other].Amount == Yuan.Zero)
                    continue;
                open = false;
                var (excluding, excluded) = (NameOf(source.Clauses[other]), NameOf(clause.Rule));
                steps?.Add(
                    new(
                        "excluded",
                        new(
                            $"已适用“{excluding.Zh}”，“{excluded.Zh}”不再适用。",
                            $"'{excluding.En}' applies, so '{excluded.En}' does not."
                        ),
                        Inputs.Of("clause", clause.Rule.Id, "by", source.Clauses[other].Id),
                        Written.Yuan(0),
                        source.Cite(clause.Rule.Article)
                    )
                );
                break;
            }
            var earned = open ? Rounding.Fen(clause.Amount.Earned(over, steps), steps) : 0;
            full[clause.Index] = open && clause.Amount.IsFull(over);
            listed[clause.Index] = new(clause.Rule.Id, Yuan.FromFen(earned), open);
        }
        var total = Combine(source, listed, steps);
        if (source.MinimumPayout is { } minimum && total < minimum.Amount && total > Yuan.Zero)
        {
            steps?.Add(
                new(
                    "minimum_payout",
                    new(
                        $"{total}元低于最低兑付额{minimum.Amount}元，还差{minimum.Amount - total}元，不予兑付。",
                        $"{total} yuan is {minimum.Amount - total} yuan below the minimum payout of {minimum.Amount} yuan, so "
                            + "nothing is paid."
                    ),
                    Inputs.Of("amount", $"{total}", "minimum", $"{minimum.Amount}"),
                    $"{Yuan.Zero}",
                    source.Cite(minimum.Article)
                )
            );
            total = Yuan.Zero;
        }
        var capped = false;
        if (source.Cap is { } cap && total >= cap.Amount)
        {
            capped = true;
            if (total > cap.Amount)
            {
                steps?.Add(
                    new(
                        "cap_organisation_year",
                        new(
                            $"{total}元超过每个单位全年上限，按{cap.Amount}元计。",
                            $"{total} yuan exceeds the cap per organisation and year, so {cap.Amount} yuan is granted."
                        ),
                        Inputs.Of("amount", $"{total}", "cap", $"{cap.Amount}"),
                        $"{cap.Amount}",
                        source.Cite(cap.Article)
                    )
                );
                total = cap.Amount;
            }
        }
        return new(total, listed, full, capped);
    }

    private static Yuan Combine(Policy source, ClauseAward[] clauses, List<Step>? steps)
    {
        if (clauses.Length == 1)
            return clauses[0].Amount;
        if (source.Combination == Combination.Sum)
        {
            var sum = clauses.Sum(c => c.Amount);
            steps?.Add(new("clauses_sum", new($"各项奖励合计{sum}元。", $"The clauses add up to {sum} yuan."), Inputs.None, $"{sum}"));
            return sum;
        }
        var chosen =
            source.Combination == Combination.BestOf
                ? clauses.MaxBy(c => c.Amount)!
                : clauses.FirstOrDefault(c => c.Amount > Yuan.Zero) ?? clauses[0];
        for (var i = 0; i < clauses.Length; i++)
        {
            if (clauses[i] != chosen)
                clauses[i] = clauses[i] with { Counted = false };
        }
        steps?.Add(
            source.Combination == Combination.BestOf
                ? new(
                    "best_clause",
                    new(
                        $"各项奖励就高不重复，取{chosen.Amount}元。",
                        $"The clauses are not added up. The largest applies: {chosen.Amount} yuan."
                    ),
                    Inputs.Of("clause", chosen.Id),
                    $"{chosen.Amount}"
                )
                : new(
                    "first_clause",
                    new(
                        $"各项奖励按先后顺序取第一项有奖励的，为{chosen.Amount}元。",
                        $"The clauses are not added up. The first with a reward applies: {chosen.Amount} yuan."
                    ),
                    Inputs.Of("clause", chosen.Id),
                    $"{chosen.Amount}"
                )
        );
        return chosen.Amount;
    }

    /// <summary>
    /// Distance to eligibility while a condition fails; otherwise to the next tier, band or step of each clause that is not at its cap.
    /// </summary>
    private List<Need> Next(Outcome outcome, Leaf[] stops)
    {
        if (stops.Length > 0)
        {
            var missingOf = new List<Need>();
            foreach (var leaf in stops)
            {
                if (
                    leaf.Negated
                    || leaf.Test is not Between { Least: { } least }
                    || !leaf.Fact.Name.StartsWith(FactNames.Figure, StringComparison.Ordinal)
                )
                    continue;
                var slot = FactNames.SlotOf(policy.Source, leaf.Fact.Name[FactNames.Figure.Length..]);
                var (root, missing) = (Root(slot), least - Raw(slot));
                if (IsUnknown(slot) || missing <= 0)
                    continue;
                var (title, more) = (policy.TitleOf(root), policy.Write(root, missing));
                missingOf.Add(
                    new(
                        policy.Source.Figures[root].Id,
                        missing,
                        new($"{title.Zh}还差{more.Zh}即达到条件。", $"{title.En} is {more.En} short of the condition.")
                    )
                );
            }
            return missingOf;
        }
        if (outcome.Capped)
            return [];
        var thresholds = new List<Threshold>();
        foreach (var clause in policy.Clauses)
        {
            if (outcome.Clauses[clause.Index].Counted && !outcome.Full[clause.Index])
                clause.Amount.Thresholds(scope, thresholds);
        }
        var needs = new List<Need>();
        foreach (var threshold in thresholds)
        {
            var root = Root(threshold.Slot);
            var missing = threshold.At - Raw(threshold.Slot);
            if (
                missing <= 0
                || IsUnknown(threshold.Slot)
                || needs.Exists(n => n.Figure == policy.Source.Figures[root].Id && n.Missing <= missing)
            )
                continue;
            if (Say(threshold, root, missing, outcome.Amount) is { } need)
                needs.Add(need);
        }
        needs.AddRange(FurtherContracts(outcome));
        return needs;
    }

    // A clause that is worked out contract by contract has no threshold: the next contract adds to it.
    private IEnumerable<Need> FurtherContracts(Outcome outcome)
    {
        foreach (var clause in policy.Clauses)
        {
            if (
                clause.Rule.Amount is not PerContract each
                || !outcome.Clauses[clause.Index].Counted
                || outcome.Full[clause.Index]
                || FigureOf(each.Each) is not { } figure
            )
                continue;
            var (zh, en) = PolicyInWords.OfOneContract(policy.Source, each);
            var room = policy.Source.Cap is { } cap
                ? new Text(
                    $"；距每个单位全年上限还有{cap.Amount - outcome.Amount}元",
                    $"; the cap per organisation and year leaves {cap.Amount - outcome.Amount} yuan"
                )
                : default;
            yield return new(
                figure,
                0,
                new($"每再有一份计入的合同，{zh}{room.Zh}。", $"Each further contract that counts earns {en}{room.En}.")
            )
            {
                Contract = true,
                Citation = policy.Source.Cite(clause.Rule.Article),
            };
        }
    }

    // The figure of a contract that the amount is worked out from; null for a fixed amount of a policy without a base.
    private string? FigureOf(Amount amount) =>
        amount switch
        {
            FlatRate rate => rate.Of,
            Tiers tiers => tiers.Of,
            Bands bands => bands.By,
            StepBonus steps => steps.By,
            _ => policy.Source.Base,
        };

    private Need? Say(Threshold threshold, int root, long missing, Yuan now)
    {
        var figure = policy.Source.Figures[root].Id;
        var (more, moreUnit) = (policy.Plain(root, missing), policy.UnitOf(root));
        if (threshold.Rate is { } rate)
        {
            var title = root == policy.BaseSlot ? new("奖励基数", "The base") : policy.TitleOf(root);
            if (!IsPlain(threshold.Slot))
            {
                return new(
                    figure,
                    missing,
                    new(
                        $"{title.Zh}再增加{more}{moreUnit.Zh}即达到下一档，超过该数额的部分按{rate}计。",
                        $"{title.En} reaches the next tier with another {more}{moreUnit.En}. The part above that earns {rate}."
                    )
                )
                {
                    Tier = true,
                    Citation = threshold.Citation,
                };
            }
            var (at, unit) = (policy.Plain(threshold.Slot, threshold.At), policy.UnitOf(threshold.Slot));
            return new(
                figure,
                missing,
                new(
                    $"{title.Zh}再增加{more}{moreUnit.Zh}即达到下一档，超过{at}{unit.Zh}的部分按{rate}计。",
                    $"{title.En} reaches the next tier with another {more}{moreUnit.En}. The part above {at}{unit.En} earns {rate}."
                )
            )
            {
                Tier = true,
                Citation = threshold.Citation,
            };
        }
        // Name a band or step only when reaching it pays more.
        var reached = NewScope(root, missing);
        var then = IsEligible(reached) ? Work(reached, null).Amount : Yuan.Zero;
        if (then <= now)
            return null;
        var name = policy.TitleOf(root);
        return new(
            figure,
            missing,
            new(
                $"{name.Zh}再增加{more}{moreUnit.Zh}即达到下一档，奖励为{then}元。",
                $"{name.En} reaches the next band with another {more}{moreUnit.En}. The reward would then be {then} yuan."
            )
        )
        {
            Citation = threshold.Citation,
        };
    }

    // Growth cannot exceed the year itself, so a year before that ended below zero counts as zero.
    private long YearBefore(string figure) => Math.Max(facts.YearBefore?.GetValueOrDefault(figure) ?? 0, 0);

    private bool IsUnknown(int slot) => scope.Unknown is { } unknown && unknown[slot];

    private bool IsPlain(int slot) => !policy.IsDerived(slot);

    private int Root(int slot)
    {
        while (
            policy.Figures[slot].Rule switch
            {
                GrowthFigure growth => growth.Of,
                ExcessFigure excess => excess.Of,
                _ => null,
            }
                is { } of
        )
            slot = FactNames.SlotOf(policy.Source, of);
        return slot;
    }

    // Calculated without the floor at zero, to show how far the figure is below its threshold.
    private long Raw(int slot) =>
        policy.Figures[slot].Rule switch
        {
            GrowthFigure growth => Raw(FactNames.SlotOf(policy.Source, growth.Of)) - YearBefore(growth.Of),
            ExcessFigure excess => Raw(FactNames.SlotOf(policy.Source, excess.Of)) - Above(excess, slot),
            _ => scope.Figures[slot],
        };

    private long Above(ExcessFigure excess, int slot) =>
        FactValue.Scaled(excess.Above, FactNames.TypeOf(policy.Source, policy.Source.Figures[slot])!.Value)!.Value;

    private Scope NewScope(int grown, long by)
    {
        var made = new Scope(policy, year, facts);
        var own = (facts.Sums as FigureSums)?.InOrderOf(policy.AdditiveNames);
        for (var i = 0; i < policy.AdditiveSlots.Length; i++)
        {
            made.Figures[policy.AdditiveSlots[i]] = own is not null ? own[i] : facts.Sums.GetValueOrDefault(policy.AdditiveNames[i]);
        }
        if (!policy.RecoversRefunds)
            Carry(made);
        foreach (var slot in policy.Order)
        {
            switch (policy.Figures[slot].Rule)
            {
                case DeclaredFigure declared:
                    var (value, less) = (
                        made.Stated(policy.Declared(declared.Fact)),
                        declared.Less is { } name ? made.Stated(policy.Declared(name)) : FactValue.OfNumber(0)
                    );
                    if (value.Known && less.Known)
                        made.Figures[slot] = Math.Max(value.Number - less.Number, declared.Less is null ? value.Number : 0);
                    else
                        made.SetUnknown(slot);
                    break;
                case GrowthFigure growth:
                    if (facts.YearBefore is not null)
                        made.Figures[slot] = Math.Max(made.Figures[FactNames.SlotOf(policy.Source, growth.Of)] - YearBefore(growth.Of), 0);
                    else
                        made.SetUnknown(slot);
                    break;
                case ExcessFigure excess:
                    var of = FactNames.SlotOf(policy.Source, excess.Of);
                    if (made.Unknown is { } unknown && unknown[of])
                        made.SetUnknown(slot);
                    else
                        made.Figures[slot] = Math.Max(made.Figures[of] - Above(excess, slot), 0);
                    break;
            }
            if (slot == grown)
                made.Figures[slot] = checked(made.Figures[slot] + by);
        }
        return made;
    }

    // A year bears refunds up to its own money; the next one bears the rest.
    private void Carry(Scope made)
    {
        foreach (var figure in policy.Figures.Where(f => f.IsMoneyOfYear))
            made.Figures[figure.Slot] = Math.Max(Net(figure), 0);
    }

    private long Net(CompiledFigure figure) =>
        checked(facts.Sums.GetValueOrDefault(figure.Rule.Id) + (facts.Carried?.GetValueOrDefault(figure.Rule.Id) ?? 0));

    private Dictionary<string, long>? CarriedForward()
    {
        if (policy.RecoversRefunds)
            return null;
        var left = policy.Figures.Where(f => f.IsMoneyOfYear && Net(f) < 0).ToDictionary(f => f.Rule.Id, Net);
        return left.Count == 0 ? null : left;
    }

    private void ExplainCarried(CompiledFigure figure, List<Step> steps)
    {
        if (policy.RecoversRefunds || !figure.IsMoneyOfYear)
            return;
        var (own, carried, net) = (
            facts.Sums.GetValueOrDefault(figure.Rule.Id),
            facts.Carried?.GetValueOrDefault(figure.Rule.Id) ?? 0,
            Net(figure)
        );
        if (carried == 0 && net >= 0)
            return;
        var title = policy.TitleOf(figure.Slot);
        var rest =
            net < 0 ? new Text($"；余{Written.Yuan(-net)}元结转下一年度", $"; {Written.Yuan(-net)} are carried to the next year") : default;
        steps.Add(
            new(
                "refunds_carried",
                new(
                    $"{title.Zh}：本年度净额{Written.Yuan(own)}元，上年度结转的退款{Written.Yuan(-carried)}元，"
                        + $"按{Written.Yuan(Math.Max(net, 0))}元计{rest.Zh}。",
                    $"{title.En}: {Written.Yuan(own)} yuan of the year, {Written.Yuan(-carried)} of refunds carried from the year before: "
                        + $"{Written.Yuan(Math.Max(net, 0))} count{rest.En}."
                ),
                figure.Input,
                Written.Yuan(Math.Max(net, 0)),
                figure.Citation
            )
        );
    }

    private static Text NameOf(Clause clause) => clause.Name ?? new(clause.Article, clause.Article);

    private sealed record Outcome(Yuan Amount, ClauseAward[] Clauses, bool[] Full, bool Capped);
}
