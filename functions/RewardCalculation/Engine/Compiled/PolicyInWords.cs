namespace TechTransfer.RewardCalculation.Engine.Compiled;

/// <summary>Which question about a policy a sentence answers.</summary>
public enum PolicyPart
{
    /// <summary>Who can have the reward.</summary>
    Condition,

    /// <summary>Which contracts count.</summary>
    Contracts,

    /// <summary>How much it is.</summary>
    Amount,

    /// <summary>What bounds it.</summary>
    Limit,

    /// <summary>How one gets it.</summary>
    Procedure,
}

/// <summary>One rule of a policy for people who do not read its language.</summary>
/// <param name="Part">The part of the policy that the sentence is about.</param>
public sealed record PolicySentence(PolicyPart Part, Text Text, Citation Citation);

/// <summary>Says a policy in sentences, in the order in which people ask about it.</summary>
public static class PolicyInWords
{
    // The codes that policies test, by what they begin with. Other codes are shown as they are.
    private static readonly Dictionary<string, Text> KindNames = new()
    {
        ["D"] = new("技术开发", "development"),
        ["T"] = new("技术转让", "transfer"),
        ["L"] = new("技术许可", "licence"),
        ["C"] = new("技术咨询", "consulting"),
        ["S"] = new("技术服务", "service"),
        ["S1"] = new("技术服务", "technical service"),
        ["S2"] = new("技术培训", "training"),
        ["S3"] = new("技术中介", "intermediary service"),
    };

    private static readonly Dictionary<string, Text> PartyNames = new()
    {
        ["01"] = new("机关法人", "state organs"),
        ["02"] = new("事业法人", "public institutions"),
        ["022"] = new("高等院校", "universities"),
        ["1"] = new("内资企业", "domestic companies"),
    };

    private static readonly Dictionary<string, Text> RegionNames = new()
    {
        ["3401"] = new("合肥市", "Hefei"),
        ["4103"] = new("洛阳市", "Luoyang"),
        ["50"] = new("重庆市", "Chongqing"),
    };

    public static IReadOnlyList<PolicySentence> Of(Policy policy) =>
        [
            .. policy.Eligibility.Select(condition => Say(policy, PolicyPart.Condition, condition)),
            .. policy.Counts.Select(condition => Say(policy, PolicyPart.Contracts, condition)),
            .. policy.Clauses.Select(clause => Say(policy, clause)),
            .. Limits(policy),
            .. Procedure(policy),
        ];

    /// <summary>What one contract gives, in words without a full stop.</summary>
    public static Text OfOneContract(Policy policy, PerContract amount) => Amount(ForOneContract(policy), amount.Each);

    // A figure of one contract is not one of the year.
    private static Policy ForOneContract(Policy policy) =>
        policy with
        {
            Figures =
            [
                .. policy.Figures.Select(f =>
                    f is ContractsFigure { Name: null } figure && FactNames.Name(policy, figure) is var (zh, en)
                        ? figure with
                        {
                            Name = new(zh, en),
                        }
                        : f
                ),
            ],
        };

    private static PolicySentence Say(Policy policy, PolicyPart part, Condition condition) =>
        new(part, End(Condition(policy, condition, negated: false)), policy.Cite(ArticleOf(condition)));

    private static PolicySentence Say(Policy policy, Clause clause)
    {
        var amount = Amount(policy, clause.Amount);
        if (clause.When.Count > 0)
        {
            var when = Text.Join(clause.When.Select(condition => Condition(policy, condition, negated: false)), "，且", " and ");
            amount = new($"{when.Zh}的，{amount.Zh}", $"If {when.En}: {amount.En}");
        }
        if (clause.Name is { } name)
            amount = new($"{name.Zh}：{amount.Zh}", $"{name.En}: {amount.En}");
        return new(PolicyPart.Amount, End(amount), policy.Cite(clause.Article));
    }

    private static IEnumerable<PolicySentence> Limits(Policy policy)
    {
        if (policy.Clauses.Count > 1 && policy.Combination != Combination.Sum)
            yield return new(
                PolicyPart.Limit,
                policy.Combination == Combination.BestOf
                    ? new("符合多项标准的，按金额最高的一项奖励。", "Only the largest of these amounts counts.")
                    : new("符合多项标准的，按排在最前的一项奖励。", "Only the first of these amounts counts."),
                policy.Citation
            );
        if (policy.Cap is { } cap)
            yield return new(
                PolicyPart.Limit,
                new($"每个单位每年度最高{Money(cap.Amount).Zh}。", $"At most {Money(cap.Amount).En} for a beneficiary and year."),
                policy.Cite(cap.Article)
            );
        if (policy.MinimumPayout is { } least)
            yield return new(
                PolicyPart.Limit,
                new($"不足{Money(least.Amount).Zh}的，不予奖励。", $"Less than {Money(least.Amount).En} is not paid."),
                policy.Cite(least.Article)
            );
        if (policy.Programme is { CapPerOrganisation: { } shared } programme)
            yield return new(
                PolicyPart.Limit,
                new(
                    $"与同一计划的其他政策合计，每个单位每年度最高{Money(shared).Zh}。",
                    $"Together with the other policies of the programme at most {Money(shared).En} for an organisation and year."
                ),
                policy.Cite(programme.Article)
            );
        if (policy.Budget is { } budget)
            yield return new(
                PolicyPart.Limit,
                budget.Cut == BudgetCut.ProRata
                    ? new(
                        $"年度预算{Money(budget.PerYear).Zh}，超出预算的，全部奖励按比例核减。",
                        $"The budget is {Money(budget.PerYear).En} a year; if it is exceeded, all rewards are reduced in proportion."
                    )
                    : new(
                        $"年度预算{Money(budget.PerYear).Zh}，按申报先后安排，用完为止。",
                        $"The budget is {Money(budget.PerYear).En} a year, in the order of the claims until it is used up."
                    ),
                policy.Cite(budget.Article)
            );
    }

    private static IEnumerable<PolicySentence> Procedure(Policy policy)
    {
        if (policy.Process.Application is { } window)
        {
            var (opens, closes) = (Day(window.OpensOn), Day(window.ClosesOn));
            yield return new(
                PolicyPart.Procedure,
                new($"次年{opens.Zh}至{closes.Zh}申报。", $"Claims are taken from {opens.En} to {closes.En} of the following year."),
                policy.Cite(window.Article)
            );
        }
        else
        {
            yield return new(
                PolicyPart.Procedure,
                new(
                    "免申即享：系统测算后，由奖励对象确认。",
                    "No application is needed: the amount is calculated, and the beneficiary confirms it."
                ),
                policy.Citation
            );
        }
        yield return new(
            PolicyPart.Procedure,
            new(
                $"拟奖励名单公示{policy.Process.NoticeWorkingDays}个工作日。",
                $"The reward is on public notice for {policy.Process.NoticeWorkingDays} working days."
            ),
            policy.Citation
        );
    }

    // The first article that the condition or its parts name; empty for the whole instrument.
    private static string ArticleOf(Condition condition) =>
        condition.Article
        ?? (condition.All ?? condition.Any ?? (condition.Not is { } inner ? [inner] : []))
            .Select(ArticleOf)
            .FirstOrDefault(a => a.Length > 0)
        ?? "";

    private static Text Condition(Policy policy, Condition condition, bool negated)
    {
        if (condition.Not is { } inner)
            return Condition(policy, inner, !negated);
        if ((condition.All ?? condition.Any) is { } group)
        {
            var parts = group.Select(part => Condition(policy, part, negated));
            return condition.All is not null != negated ? Text.Join(parts, "，且", " and ") : Text.Join(parts, "，或者", " or ");
        }
        var fact = FactNames.Find(policy, condition.Fact!)!;
        if (condition.Text is { } own)
            return negated
                ? new($"不符合“{own.Zh}”", $"not '{own.En}'")
                : new($"{fact.Title.Zh}{own.Zh}", $"{FactNames.Lower(fact.Title.En)}: {own.En}");
        if (condition.InYear is not null)
            return negated
                ? new($"{fact.Title.Zh}不在该年度内", $"{FactNames.Lower(fact.Title.En)} not within the year")
                : new($"{fact.Title.Zh}在该年度内", $"{FactNames.Lower(fact.Title.En)} within the year");
        if (fact.Sentences is { } sentences && condition.Is is { } wanted)
        {
            var (zh, en) = wanted.GetBoolean() != negated ? sentences.Yes : sentences.No;
            return new(zh, FactNames.Lower(en));
        }
        if ((condition.StartsWith ?? condition.In) is { } codes && NamesOf(fact.Name) is { } names && codes.All(names.ContainsKey))
        {
            var (zh, en) = Text.Join(codes.Select(code => names[code]));
            return negated
                ? new($"{fact.Title.Zh}不属于{zh}", $"{FactNames.Lower(fact.Title.En)} not one of: {en}")
                : new($"{fact.Title.Zh}属于{zh}", $"{FactNames.Lower(fact.Title.En)} one of: {en}");
        }
        var need = RequirementCompiler.TestOf(condition, fact.Type).Requirement(fact, negated, null!);
        return fact.Type == FactType.Flag
            ? new($"{fact.Title.Zh}：{need.Zh}", $"{FactNames.Lower(fact.Title.En)}: {need.En}")
            : new($"{fact.Title.Zh}{need.Zh}", $"{FactNames.Lower(fact.Title.En)} {need.En}");
    }

    private static Dictionary<string, Text>? NamesOf(string fact) =>
        fact.Split('.') switch
        {
            ["contract", "kind"] => KindNames,
            [_, "kind"] => PartyNames,
            [_, "region"] => RegionNames,
            _ => null,
        };

    private static Text Amount(Policy policy, Amount amount)
    {
        var (zh, en) = amount switch
        {
            Flat flat => new Text($"奖励{Money(flat.Money).Zh}", $"{Money(flat.Money).En}"),
            FlatRate rate => new(
                $"按{Figure(policy, rate.Of).Zh}的{Written.Percent(rate.Value)}奖励",
                $"{Written.Percent(rate.Value)} of {FactNames.Lower(Figure(policy, rate.Of).En)}"
            ),
            Tiers tiers => Tier(policy, tiers),
            Bands bands => Band(policy, bands),
            StepBonus steps => new(
                $"{Figure(policy, steps.By).Zh}达到{Value(policy, steps.By, steps.From).Zh}的，奖励{Money(steps.First).Zh}；每增加{Value(policy, steps.By, steps.Every).Zh}，再奖励{Money(steps.Each).Zh}",
                $"{Money(steps.First).En} when {FactNames.Lower(Figure(policy, steps.By).En)} reaches {Value(policy, steps.By, steps.From).En}, and {Money(steps.Each).En} for each further {Value(policy, steps.By, steps.Every).En}"
            ),
            SumOf sum => Text.Join(sum.Parts.Select(part => Amount(policy, part)), "，另", ", and "),
            BestOf best => Several(policy, best.Parts, new("取以下金额最高的一项：", "the largest of: ")),
            FirstOf first => Several(policy, first.Parts, new("取以下最先符合的一项：", "the first that applies of: ")),
            PerContract each => ForEachContract(OfOneContract(policy, each)),
            _ => throw new InvalidOperationException($"{amount.GetType().Name} is no amount."),
        };
        if (amount.Cap is { } cap)
            (zh, en) = ($"{zh}，最高{Money(cap).Zh}", $"{en}, at most {Money(cap).En}");
        if (amount.Floor is { } floor)
            (zh, en) = ($"{zh}，最低{Money(floor).Zh}", $"{en}, at least {Money(floor).En}");
        return new(zh, en);
    }

    private static Text ForEachContract(Text one) => new($"逐份合同计算：{one.Zh}", $"for each contract {one.En}");

    private static Text Several(Policy policy, IReadOnlyList<Amount> parts, Text lead)
    {
        var joined = Text.JoinLong(parts.Select(part => Amount(policy, part)));
        return new($"{lead.Zh}{joined.Zh}", $"{lead.En}{joined.En}");
    }

    private static Text Tier(Policy policy, Tiers tiers)
    {
        var parts = tiers.List.Select(
            (tier, index) =>
            {
                var end = index + 1 < tiers.List.Count ? tiers.List[index + 1].Above : tier.UpTo;
                var part = end is { } upTo
                    ? new Text($"{Money(tier.Above).Zh}至{Money(upTo).Zh}的部分", $"from {Money(tier.Above).En} to {Money(upTo).En}")
                    : new($"超过{Money(tier.Above).Zh}的部分", $"above {Money(tier.Above).En}");
                return new Text($"{part.Zh}按{Written.Percent(tier.Rate)}", $"{Written.Percent(tier.Rate)} of the part {part.En}");
            }
        );
        var joined = Text.Join(parts);
        var figure = Figure(policy, tiers.Of);
        return new($"按{figure.Zh}分段奖励：{joined.Zh}", $"in parts of {FactNames.Lower(figure.En)}: {joined.En}");
    }

    private static Text Band(Policy policy, Bands bands)
    {
        var figure = Figure(policy, bands.By);
        var parts = bands.List.Select(
            (band, index) =>
            {
                var from = Value(policy, bands.By, band.From);
                var end = index + 1 < bands.List.Count ? bands.List[index + 1].From : band.Below;
                var amount = Amount(policy, band.Amount);
                return end is { } below
                    ? new Text(
                        $"达到{from.Zh}、不满{Value(policy, bands.By, below).Zh}的，{amount.Zh}",
                        $"from {from.En} to below {Value(policy, bands.By, below).En} {amount.En}"
                    )
                    : new($"达到{from.Zh}的，{amount.Zh}", $"from {from.En} {amount.En}");
            }
        );
        var joined = Text.JoinLong(parts);
        return new($"{figure.Zh}{joined.Zh}", $"by {FactNames.Lower(figure.En)}: {joined.En}");
    }

    private static Text Figure(Policy policy, string id) => FactNames.TitleOf(policy, policy.Figures[FactNames.SlotOf(policy, id)]);

    // A threshold in the figure's unit: yuan or a count.
    private static Text Value(Policy policy, string figure, decimal value) =>
        FactNames.TypeOf(policy, policy.Figures[FactNames.SlotOf(policy, figure)]) == FactType.Money
            ? Money(Yuan.Of(value))
            : Text.Same(Written.Count((long)value));

    private static Text Money(Yuan amount)
    {
        var plain = amount.Fen % 100 == 0 ? Written.Count(amount.Fen / 100) : Written.Yuan(amount.Fen);
        return new($"{plain}元", $"{plain} yuan");
    }

    private static Text Day(string monthDay)
    {
        var day = DateOnly.ParseExact($"2001-{monthDay}", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return new($"{day.Month}月{day.Day}日", day.ToString("d MMMM", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static Text End(Text sentence) => new($"{sentence.Zh}。", $"{char.ToUpperInvariant(sentence.En[0])}{sentence.En[1..]}.");
}
