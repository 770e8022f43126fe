using FsCheck;
using FsCheck.Fluent;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Rules;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Rules;

namespace TechTransfer.OwnershipGrants.Tests.Distributions;

public class IncomeSplitTests
{
    private static readonly DistributionRules National = DistributionGiven.Book.Pinned("CN-2015");
    private static readonly DistributionRules Chongqing = DistributionGiven.Book.InForceOn(new(2026, 6, 1));

    private static IncomeTerms Terms(decimal income, string team, params string[] members) =>
        new()
        {
            Way = ConversionWay.TransferOrLicence,
            IncomeOn = new(2026, 6, 1),
            Income = Yuan.Of(income),
            Agreement = [new("team", Share.Parse(team)), new("unit", Share.One - Share.Parse(team))],
            Team = [.. members.Select((m, i) => new MemberShare($"p{i + 1}", Share.Parse(m)))],
        };

    [Fact]
    public void Of_a_million_at_70_percent_person_A_with_60_percent_gets_420000()
    {
        var figures = IncomeSplit.Of(Terms(1_000_000, "0.7", "0.6", "0.4"), Chongqing);

        Assert.Equal(Yuan.Of(700_000), figures.Pool);
        Assert.Equal([Yuan.Of(420_000), Yuan.Of(280_000)], figures.Awards.Select(a => a.Amount));
        Assert.Equal(Yuan.Of(300_000), figures.Others.Single().Amount);
    }

    [Fact]
    public void C03_under_K01_gives_640000_to_the_team_of_four()
    {
        var figures = IncomeSplit.Of(Terms(800_000, "0.8", "0.5", "0.2", "0.2", "0.1"), Chongqing);

        Assert.Equal([320_000m, 128_000m, 128_000m, 64_000m], figures.Awards.Select(a => a.Amount.Amount));
        Assert.Equal(160_000m, figures.Others.Single().Amount.Amount);
    }

    [Fact]
    public void Deductions_make_net_income()
    {
        var figures = IncomeSplit.Of(
            Terms(800_000, "0.8", "1") with
            {
                Deductions = [new("tax", Yuan.Of(4_800)), new("appraisal", Yuan.Of(20_000)), new("brokerage", Yuan.Of(16_000.01m))],
            },
            Chongqing
        );

        Assert.Equal(Yuan.Of(759_199.99m), figures.NetIncome);
        // 80% of the net income is 607,359.992, rounded up to the fen.
        Assert.Equal(Yuan.Of(607_360), figures.Pool);
        Assert.Equal(Yuan.Of(151_839.99m), figures.Others.Single().Amount);
    }

    [Theory]
    [InlineData("0.4", "0.5")]
    [InlineData("0.6", "0.6")]
    [InlineData("0.9", "0.9")]
    [InlineData("0", "0.5")]
    public void The_pool_is_never_below_a_floor_that_was_read(string agreed, string share)
    {
        Assert.Equal(Share.Parse(share), IncomeSplit.PoolShare(Terms(100, agreed, "1"), National));
        Assert.Equal(Share.Parse(share), IncomeSplit.PoolShare(Terms(100, agreed, "1"), Chongqing));
    }

    [Theory]
    [InlineData("0.6", "0.6", "按约定比例计提")]
    [InlineData("0.4", "0.5", "按另一最低比例计提")]
    public void A_floor_that_nobody_has_read_is_shown_and_not_applied(string agreed, string share, string says)
    {
        var terms = Terms(100, agreed, "1");
        var figures = IncomeSplit.Of(terms, Chongqing);

        Assert.Equal(Share.Parse(share), figures.PoolShare);
        var step = IncomeSplit.Explain(terms, figures, Chongqing).Single(s => s is { Code: "floor", Result: "70%" });
        Assert.Equal($"参考比例（条文待核实），不作强制，{says}", step.Text.Zh);
        Assert.Equal("《重庆市促进科技成果转化条例》（2020年6月1日起施行）（条文待核实）", step.Citation!.AsReference().Zh);
    }

    [Fact]
    public void A_distribution_that_was_made_under_the_rules_before_keeps_their_floor()
    {
        var before = DistributionGiven.Book.Pinned("CQ-2020");
        var terms = Terms(100, "0.6", "1");

        Assert.Equal(Share.Parse("0.7"), IncomeSplit.PoolShare(terms, before));
        Assert.Equal("CQ-2020-2", DistributionGiven.Book.InForceOn(before.From).Id);
    }

    [Fact]
    public void A_binding_floor_from_memory_is_refused_when_the_rules_are_loaded()
    {
        var rules = Chongqing with { Floors = [.. Chongqing.Floors.Select(f => f with { Binding = true })] };

        var fault = Assert.Throws<RuleFileException>(() => new DistributionBook([rules], WorkingCalendar.Published));
        Assert.Contains("a floor binds only where its text was read", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_floor_takes_from_the_others_it_takes_in_proportion()
    {
        var terms = Terms(1_000, "0.4", "1") with
        {
            Agreement = [new("team", Share.Percent(40)), new("unit", Share.Percent(40)), new("department", Share.Percent(20))],
        };

        Assert.Equal([Yuan.Of(333.33m), Yuan.Of(166.67m)], IncomeSplit.Of(terms, Chongqing).Others.Select(o => o.Amount));
    }

    [Theory]
    [InlineData("2026-01-01", "2026-06-01", 1, "0.05")]
    [InlineData("2023-06-01", "2026-05-31", 3, "0.05")]
    [InlineData("2023-06-01", "2026-06-01", 4, "0.02")]
    [InlineData("2021-01-01", "2026-06-01", 6, "0.02")]
    public void Own_use_pays_at_least_5_percent_of_operating_profit_in_the_first_three_years(
        string start,
        string incomeOn,
        int year,
        string share
    )
    {
        var terms = Terms(1_000_000, "0.02", "1") with
        {
            Way = ConversionWay.OwnUse,
            ProductionStartedOn = DateOnly.Parse(start, null),
            IncomeOn = DateOnly.Parse(incomeOn, null),
        };

        Assert.Equal(year, terms.YearOfUse());
        Assert.Equal(Share.Parse(share), IncomeSplit.PoolShare(terms, Chongqing));
    }

    [Fact]
    public void A_capital_contribution_gives_exact_parts_of_the_company()
    {
        var terms = Terms(4_000_000, "0.8", "1/3", "1/3", "1/3") with
        {
            Way = ConversionWay.CapitalContribution,
            EquityShare = Share.Percent(32),
        };

        var figures = IncomeSplit.Of(terms, Chongqing);

        Assert.All(figures.Awards, a => Assert.Equal(Share.Of(32 * 80, 30_000), a.Equity));
        Assert.Equal(Share.Percent(32) * Share.Percent(80), figures.Awards.Select(a => a.Equity!.Value).Sum());
        Assert.Equal(figures.Pool, figures.Awards.Sum(a => a.Amount));
    }

    [Fact]
    public void After_a_refund_the_organisation_bears_what_the_income_no_longer_covers()
    {
        var terms = Terms(100_000, "0.8", "1") with
        {
            Deductions = [new("appraisal", Yuan.Of(20_000))],
            Refunds = [new(new(2026, 7, 1), Yuan.Of(90_000))],
        };

        var figures = IncomeSplit.Of(terms, Chongqing);

        Assert.Equal(
            (Yuan.Of(10_000), Yuan.Of(10_000), Yuan.Of(10_000), Yuan.Zero),
            (figures.Income, figures.Deducted, figures.Uncovered, figures.Pool)
        );
    }

    [Fact]
    public void A_contract_that_fell_leaves_nothing()
    {
        var figures = IncomeSplit.Of(Terms(100_000, "0.8", "1") with { Fell = IncomeLoss.Revocation }, Chongqing);

        Assert.Equal((Yuan.Zero, Yuan.Zero), (figures.Income, figures.Pool));
    }

    [Fact]
    public void Every_step_of_the_explanation_says_where_its_rule_stands()
    {
        var terms = Terms(800_000, "0.6", "0.5", "0.5") with
        {
            Deductions = [new("appraisal", Yuan.Of(20_000))],
            Refunds = [new(new(2026, 7, 1), Yuan.Of(1_000))],
        };

        var steps = IncomeSplit.Explain(terms, IncomeSplit.Of(terms, Chongqing), Chongqing);

        Assert.Equal(
            [
                "income",
                "refund",
                "deduction",
                "net_income",
                "agreed_share",
                "floor",
                "floor",
                "pool",
                "other_part",
                "award",
                "award",
                "sum",
            ],
            steps.Select(s => s.Code)
        );
        Assert.All(steps.Where(s => s.Code is "deduction" or "floor"), s => Assert.NotNull(s.Citation));
        Assert.Equal(Confidence.Memory, steps.Single(s => s is { Code: "floor", Result: "70%" }).Citation!.Confidence);
        Assert.Equal("799,000.00", steps[^1].Result);
        Assert.All(steps, s => Assert.True(s.Text.Zh.Length > 0 && s.Text.En.Length > 0));
    }

    private static readonly Arbitrary<IncomeTerms> AnyTerms = (
        from income in Gen.Choose(1, int.MaxValue)
        from scale in Gen.Elements(1L, 100L, 10_000L)
        from team in Gen.Choose(0, 1_000)
        from unit in Gen.Choose(0, 1_000 - team)
        from weights in Gen.Choose(1, 60).Select(w => (long)w).NonEmptyListOf()
        from deductions in Gen.Choose(0, 100).Select(p => p / 100m).ListOf(3)
        from refund in Gen.Choose(0, 100)
        from fell in Gen.Frequency((9, Gen.Constant<IncomeLoss?>(null)), (1, Gen.Constant<IncomeLoss?>(IncomeLoss.Revocation)))
        let amount = Yuan.FromFen(income * scale)
        select new IncomeTerms
        {
            Way = ConversionWay.TransferOrLicence,
            IncomeOn = new(2026, 6, 1),
            Income = amount,
            Deductions = [.. deductions.Select(d => new Deduction("tax", amount.TimesRoundedHalfUp(d / 3m)))],
            Refunds = refund == 0 ? [] : [new(new(2026, 7, 1), amount.TimesRoundedHalfUp(refund / 100m))],
            Fell = fell,
            Agreement =
            [
                new("team", Share.Of(team, 1_000)),
                new("unit", Share.Of(unit, 1_000)),
                new("department", Share.Of(1_000 - team - unit, 1_000)),
            ],
            Team = [.. weights.Select((w, i) => new MemberShare($"p{i + 1}", Share.Of(w, weights.Sum())))],
        }
    ).ToArbitrary();

    [Fact]
    public void Everything_adds_up_to_the_income_to_the_fen() =>
        Prop.ForAll(
                AnyTerms,
                terms =>
                {
                    var figures = IncomeSplit.Of(terms, Chongqing);
                    return figures.Deducted + figures.Pool + figures.Others.Sum(o => o.Amount) == figures.Income
                        && figures.Awards.Sum(a => a.Amount) == figures.Pool
                        && figures.Deducted + figures.Uncovered == terms.Deductions.Sum(d => d.Amount)
                        && figures.Awards.All(a => !a.Amount.IsNegative)
                        && figures.Others.All(o => !o.Amount.IsNegative);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_pool_keeps_agreement_and_floor_and_is_less_than_a_fen_above_them() =>
        Prop.ForAll(
                AnyTerms,
                terms =>
                {
                    var figures = IncomeSplit.Of(terms, Chongqing);
                    var over = figures.Pool.Fen * figures.PoolShare.Denominator - figures.NetIncome.Fen * figures.PoolShare.Numerator;
                    return figures.PoolShare >= terms.Agreement[0].Share
                        && figures.PoolShare >= Share.Parse("0.5")
                        && over.Sign >= 0
                        && over < figures.PoolShare.Denominator;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Each_award_is_less_than_a_fen_from_its_exact_part() =>
        Prop.ForAll(
                AnyTerms,
                terms =>
                {
                    var figures = IncomeSplit.Of(terms, Chongqing);
                    return figures.Awards.All(a =>
                        System.Numerics.BigInteger.Abs(a.Amount.Fen * a.Share.Denominator - figures.Pool.Fen * a.Share.Numerator)
                        < a.Share.Denominator
                    );
                }
            )
            .QuickCheckThrowOnFailure();
}
