using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Distributions;

/// <summary>
/// Calculates a distribution: income less refunds and deductions gives net income, from which the pool and all other parts follow.
/// </summary>
public static class IncomeSplit
{
    public static Figures Of(IncomeTerms terms, DistributionRules rules)
    {
        var income = terms.IncomeAfterLosses(rules);
        var lines = terms.Deductions.Sum(d => d.Amount);
        var deducted = Yuan.Min(lines, income);
        var net = income - deducted;
        var share = PoolShare(terms, rules);
        // Rounded up to the fen, so that the team never gets less than the agreed share or the floor.
        var pool = net.TimesRoundedUp(share);
        IncomePart[] others = [.. terms.Agreement.Where(p => p.Who != IncomePart.Team && !p.Share.IsZero)];
        // If the floor raises the pool above the agreed share, the other holders lose in proportion to their shares.
        var parts = others.Length == 0 ? [] : (net - pool).SplitByShares(InProportion(others));
        var amounts = pool.SplitByShares([.. terms.Team.Select(m => m.Share)]);
        return new(
            income,
            deducted,
            lines - deducted,
            net,
            share,
            pool,
            [.. others.Select((p, i) => new OtherPart(p.Who, p.Share, parts[i], p.Name))],
            [
                .. terms.Team.Select(
                    (m, i) =>
                        new Award(
                            m.Person,
                            m.Share,
                            amounts[i],
                            terms.EquityShare is { } equity && income != Yuan.Zero ? equity * share * m.Share : null
                        )
                ),
            ]
        );
    }

    public static Share PoolShare(IncomeTerms terms, DistributionRules rules)
    {
        var agreed = Agreed(terms);
        return rules.FloorOf(terms.Way, terms.YearOfUse()) is { } floor && floor.Share > agreed ? floor.Share : agreed;
    }

    public static IReadOnlyList<Step> Explain(IncomeTerms terms, Figures figures, DistributionRules rules)
    {
        var steps = new List<Step>();
        void Add(
            string code,
            string zh,
            string en,
            string result,
            Citation? citation,
            params ReadOnlySpan<(string Name, object Value)> inputs
        )
        {
            var named = new Dictionary<string, string>();
            foreach (var (name, value) in inputs)
                named[name] = value is DateOnly day ? $"{day:yyyy-MM-dd}" : FormattableString.Invariant($"{value}");
            steps.Add(new(code, new(zh, en), named, result, citation));
        }

        var (wayZh, wayEn) = terms.Way switch
        {
            ConversionWay.TransferOrLicence => ("转化收入", "Income from the conversion"),
            ConversionWay.CapitalContribution => ("作价投资所获股权的价值", "Value of the shares received for the capital contribution"),
            ConversionWay.OwnUse => ("实施该成果当年的营业利润", "The year's operating profit from using the achievement"),
        };
        Add("income", wayZh, wayEn, $"{terms.Income}", null, ("incomeOn", terms.IncomeOn));
        foreach (var refund in terms.Refunds)
        {
            Add("refund", "减：已退还的收入", "Less: income refunded", $"{refund.Amount}", null, ("refundedOn", refund.On));
        }
        if (terms.Fell is { } fell)
        {
            var (zh, en) =
                fell == IncomeLoss.Revocation
                    ? ("合同登记已撤销，该笔收入不再分配", "The contract's registration was revoked; the income is no longer distributed")
                    : (
                        "合同登记已注销，该笔收入不再分配",
                        "The contract's registration was cancelled; the income is no longer distributed"
                    );
            Add("contract_fell", zh, en, $"{figures.Income}", null, ("loss", fell));
        }
        foreach (var line in terms.Deductions)
        {
            var kind = rules.Deduction(line.Kind)!;
            Add("deduction", $"减：{kind.Name.Zh}", $"Less: {kind.Name.En}", $"{line.Amount}", kind.Citation);
        }
        Add(
            "net_income",
            "净收入=收入−扣除项",
            "Net income = income − deductions",
            $"{figures.NetIncome}",
            null,
            ("income", figures.Income),
            ("deductions", figures.Deducted)
        );
        if (figures.Uncovered > Yuan.Zero)
            Add(
                "uncovered",
                "退款后收入不足以抵减的扣除项，由单位承担",
                "Deductions that the income no longer covers after the refund, borne by the organisation",
                $"{figures.Uncovered}",
                null
            );

        var agreed = Agreed(terms);
        Add("agreed_share", "协议约定的团队比例", "The team's share under the agreement", $"{agreed}", null);
        foreach (var floor in rules.Floors.Where(f => f.Way == terms.Way))
        {
            var inTime = floor.LeastYears is not { } least || terms.YearOfUse() <= least;
            var lifts = floor.Binding && inTime && floor == rules.FloorOf(terms.Way, terms.YearOfUse()) && floor.Share > agreed;
            var (zh, en) =
                lifts ? ("约定比例低于最低比例，按最低比例计提", "The agreed share is below the minimum, so the minimum applies")
                : !inTime
                    ? (
                        $"投产第{terms.YearOfUse()}年，已过必须提取的年限",
                        $"Year {terms.YearOfUse()} after production started, beyond the years in which a share is required"
                    )
                : floor.Binding ? ("最低比例，约定比例不低于该比例", "The minimum share; the agreed share is not below it")
                : figures.PoolShare == agreed
                    ? (
                        "参考比例（条文待核实），不作强制，按约定比例计提",
                        "Reference share (text not verified), not binding; the agreed share applies"
                    )
                : (
                    "参考比例（条文待核实），不作强制，按另一最低比例计提",
                    "Reference share (text not verified), not binding; another minimum applies"
                );
            Add("floor", zh, en, $"{floor.Share}", floor.Citation, ("confidence", floor.Citation.Confidence));
        }
        Add(
            "pool",
            "奖酬金总额=净收入×适用比例（向上取整到分）",
            "Total award = net income × applicable share (rounded up to the fen)",
            $"{figures.Pool}",
            null,
            ("netIncome", figures.NetIncome),
            ("share", figures.PoolShare)
        );
        foreach (var part in figures.Others)
        {
            var name = IncomePart.NameOf(part.Who, part.Name);
            Add("other_part", $"{name.Zh}所得", $"Share of {name.En}", $"{part.Amount}", null, ("agreedShare", part.Share));
        }
        foreach (var award in figures.Awards)
        {
            if (award.Equity is { } equity)
                Add(
                    "award",
                    $"团队成员（编号{award.Person}）所得股权",
                    $"Shares of team member {award.Person}",
                    $"{equity}",
                    null,
                    ("share", award.Share),
                    ("value", award.Amount)
                );
            else
                Add(
                    "award",
                    $"团队成员（编号{award.Person}）所得（最大余数法，尾差分配到分）",
                    $"Award of team member {award.Person} (largest-remainder method, to the fen)",
                    $"{award.Amount}",
                    null,
                    ("share", award.Share),
                    ("pool", figures.Pool)
                );
        }
        Add(
            "sum",
            "核对：扣除项+奖酬金+其他各方=收入",
            "Check: deductions + total award + other shares = income",
            $"{figures.Deducted + figures.Pool + figures.Others.Sum(o => o.Amount)}",
            null,
            ("income", figures.Income)
        );
        return steps;
    }

    private static Share Agreed(IncomeTerms terms) => terms.Agreement.Where(p => p.Who == IncomePart.Team).Sum(p => p.Share);

    private static IReadOnlyList<Share> InProportion(IncomePart[] parts)
    {
        // Scaled to add up to 1. The sum is not zero, because parts with a zero share were removed.
        var sum = parts.Sum(p => p.Share);
        return [.. parts.Select(p => p.Share / sum)];
    }
}
