using FsCheck;
using FsCheck.Fluent;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Tests.Engine;

public class SettlementTests
{
    private static readonly DateOnly Day = new(2027, 3, 1);
    private static readonly Policy Plain = Some.SellerPolicy with { Cap = null, MinimumPayout = null };

    private static SettlementEntry Claim(string id, string uscc, decimal yuan, int day = 0, long score = 0) =>
        new(id, uscc, BeneficiaryRole.Seller, Yuan.Of(yuan), Day.AddDays(day), Day.AddDays(day), score);

    private static SettlementResult Settle(Policy policy, params SettlementEntry[] entries) =>
        Settlement.Of(policy, 2026, entries, SettlementContext.Empty);

    private static decimal[] Amounts(SettlementResult result) => [.. result.Lines.Select(l => l.Amount.Amount)];

    private static string[] Codes(SettlementResult result) => [.. result.Lines.SelectMany(l => l.Steps).Select(s => s.Code)];

    [Fact]
    public void Without_limits_every_claim_gets_what_it_claims()
    {
        var result = Settle(Plain, Claim("2", "B", 20), Claim("1", "A", 10.01m));
        Assert.Equal(["1", "2"], result.Lines.Select(l => l.ClaimId));
        Assert.Equal([10.01m, 20m], Amounts(result));
        Assert.Equal((Yuan.Of(30.01m), Yuan.Of(30.01m), null, null), (result.Claimed, result.Settled, result.Available, result.Left));
        Assert.Empty(Codes(result));
    }

    [Fact]
    public void The_cap_of_an_organisation_takes_from_what_was_filed_last()
    {
        var policy = Plain with { Cap = new(Yuan.Of(100), "甲") };
        Assert.Equal(
            [40m, 60m, 100m],
            Amounts(Settle(policy, Claim("a", "A", 70, day: 2), Claim("b", "A", 60, day: 1), Claim("c", "B", 100)))
        );
        var before = SettlementContext.Empty with { SettledBefore = new Dictionary<string, Yuan> { ["A"] = Yuan.Of(90) } };
        var late = Settlement.Of(policy, 2026, [Claim("a", "A", 70)], before);
        Assert.Equal([10m], Amounts(late));
        Assert.Contains("此前已使用90.00元", late.Lines[0].Steps[0].Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cap_of_a_programme_counts_what_its_other_policies_gave()
    {
        var policy = Plain with { Programme = new("zone", "乙") { CapPerOrganisation = Yuan.Of(100) } };
        var context = SettlementContext.Empty with
        {
            SettledInProgramme = new Dictionary<string, Yuan> { ["A"] = Yuan.Of(70), ["C"] = Yuan.Of(130) },
        };
        var result = Settlement.Of(policy, 2026, [Claim("a", "A", 50), Claim("b", "B", 50), Claim("c", "C", 50)], context);
        Assert.Equal([30m, 50m, 0m], Amounts(result));
        Assert.Equal(["cap_programme", "cap_programme"], Codes(result));
    }

    [Fact]
    public void The_minimum_payout_looks_at_the_years_total_after_the_caps()
    {
        var policy = Plain with { MinimumPayout = new(Yuan.Of(10), "丙") };
        Assert.Equal(
            [6m, 4m, 0m, 10m],
            Amounts(Settle(policy, Claim("a", "A", 6), Claim("b", "A", 4), Claim("c", "B", 9.99m), Claim("d", "C", 10)))
        );
        var supplement = SettlementContext.Empty with { SettledBefore = new Dictionary<string, Yuan> { ["B"] = Yuan.Of(20) } };
        Assert.Equal([9.99m], Amounts(Settlement.Of(policy, 2026, [Claim("c", "B", 9.99m)], supplement)));
    }

    [Fact]
    public void Organisation_with_a_claim_in_the_same_exclusive_group_gets_nothing()
    {
        var policy = Plain with { ExclusiveGroups = ["buyer-side"] };
        var context = SettlementContext.Empty with
        {
            GroupsTaken = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["A"] = new Dictionary<string, string> { ["buyer-side"] = "other-policy.buyer" },
                ["B"] = new Dictionary<string, string> { ["other"] = "third-policy.buyer" },
            },
        };
        var result = Settlement.Of(policy, 2026, [Claim("a", "A", 50), Claim("b", "B", 50)], context);
        Assert.Equal([0m, 50m], Amounts(result));
        // The key of the other policy is for programs: the step has it as input, but its text for people does not show it.
        var step = result.Lines[0].Steps.Single();
        Assert.Equal("other-policy.buyer", step.Inputs["policy"]);
        Assert.DoesNotContain("other-policy", step.Text.Zh + step.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_share_as_the_policy_says_and_equal_figures_share_a_place()
    {
        var policy = Plain with
        {
            Ranking = new("丁") { By = "technical", Places = [new(1m) { UpTo = 1 }, new(0.5m) { UpTo = 3 }, new(0.3m) { UpTo = 4 }] },
        };
        var result = Settle(
            policy,
            Claim("a", "A", 100, score: 9),
            Claim("b", "B", 100, score: 7),
            Claim("c", "C", 100, score: 7),
            Claim("d", "D", 100.05m, score: 5),
            Claim("e", "E", 100, score: 1)
        );
        Assert.Equal([1, 2, 2, 4, 5], result.Lines.Select(l => l.Place));
        Assert.Equal([100m, 50m, 50m, 30.02m, 0m], Amounts(result));
    }

    [Fact]
    public void A_budget_in_proportion_pays_out_every_fen()
    {
        var policy = Plain with { Budget = new(Yuan.Of(100), "戊") };
        var result = Settle(policy, Claim("a", "A", 100), Claim("b", "B", 100), Claim("c", "C", 100));
        Assert.Equal([33.34m, 33.33m, 33.33m], Amounts(result));
        Assert.Equal((Yuan.Of(300), Yuan.Of(100), Yuan.Zero), (result.Due, result.Settled, result.Left));
    }

    [Fact]
    public void Rounding_to_a_unit_leaves_the_rest_in_the_budget()
    {
        var policy = Plain with { Budget = new(Yuan.Of(100), "戊") { RoundTo = Yuan.Of(10) } };
        var result = Settle(policy, Claim("a", "A", 100), Claim("b", "B", 100), Claim("c", "C", 100));
        Assert.Equal([30m, 30m, 30m], Amounts(result));
        Assert.Equal(Yuan.Of(10), result.Left);
        // The budget is large enough, so amounts are neither cut nor rounded.
        Assert.Equal([33.33m], Amounts(Settle(policy, Claim("a", "A", 33.33m))));
    }

    [Fact]
    public void A_budget_by_date_serves_the_first_and_nobody_behind_the_one_it_could_not_meet()
    {
        var policy = Plain with { Budget = new(Yuan.Of(100), "戊") { Cut = BudgetCut.ByDate } };
        var result = Settle(policy, Claim("a", "A", 10, day: 3), Claim("b", "B", 70, day: 1), Claim("c", "C", 50, day: 2));
        Assert.Equal([0m, 70m, 30m], Amounts(result));
        Assert.Equal(Yuan.Zero, result.Left);
    }

    [Fact]
    public void A_budget_by_date_serves_claims_of_one_day_by_the_instant_of_filing()
    {
        var policy = Plain with
        {
            Budget = new(Yuan.Of(100), "戊") { Cut = BudgetCut.ByDate, RoundTo = Yuan.Of(50) },
        };
        var noon = new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.FromHours(8));
        var result = Settle(
            policy,
            Claim("a", "A", 40) with
            {
                FiledAt = noon.AddSeconds(2),
            },
            Claim("b", "B", 60) with
            {
                FiledAt = noon.AddSeconds(1),
            },
            Claim("c", "C", 30) with
            {
                FiledAt = noon.AddSeconds(3),
            },
            Claim("d", "D", 70) with
            {
                FiledAt = noon,
            }
        );
        Assert.Equal([0m, 0m, 0m, 70m], Amounts(result));
        Assert.Contains("轮到本申报（2027年3月1日 12:00:01提交）时余30.00元", result.Lines[1].Steps[0].Text.Zh, StringComparison.Ordinal);
        Assert.Contains(
            "先于本申报（2027年3月1日 12:00:02提交）的申报已不能全额兑付",
            result.Lines[0].Steps[0].Text.Zh,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_earlier_years_left_counts_only_when_the_policy_carries_over()
    {
        var context = SettlementContext.Empty with { CarriedOver = Yuan.Of(40), Spent = Yuan.Of(30) };
        var (fresh, carried) = (
            Plain with
            {
                Budget = new(Yuan.Of(100), "戊"),
            },
            Plain with
            {
                Budget = new(Yuan.Of(100), "戊") { CarryOver = true },
            }
        );
        Assert.Equal(
            (Yuan.Of(70), Yuan.Of(20)),
            (
                Settlement.Of(fresh, 2026, [Claim("a", "A", 50)], context).Available!.Value,
                Settlement.Of(fresh, 2026, [Claim("a", "A", 50)], context).Left!.Value
            )
        );
        Assert.Equal(Yuan.Of(110), Settlement.Of(carried, 2026, [Claim("a", "A", 50)], context).Available);
        Assert.Equal(Yuan.Zero, Settlement.Of(fresh, 2026, [Claim("a", "A", 50)], context with { Spent = Yuan.Of(500) }).Settled);
    }

    [Fact]
    public void Levels_share_the_cost_to_the_fen()
    {
        var policy = Plain with { FundedBy = [new(new("市级", "city"), 0.5m, "己"), new(new("区级", "district"), 0.5m, "己")] };
        Assert.Equal([Yuan.Of(0.02m), Yuan.Of(0.01m)], Settle(policy, Claim("a", "A", 0.03m)).Lines[0].FundedBy);
    }

    [Fact]
    public void One_claim_twice_or_below_zero_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Settle(Plain, Claim("a", "A", 1), Claim("a", "B", 1)));
        Assert.Throws<ArgumentException>(() => Settle(Plain, Claim("a", "A", -1)));
    }

    private static readonly Gen<SettlementEntry[]> Claims = Gen.Choose(0, 12)
        .SelectMany(n =>
            (
                from unit in Gen.Choose(0, 4)
                from fen in Gen.Choose(0, 50_000)
                from day in Gen.Choose(0, 5)
                from score in Gen.Choose(0, 3)
                select (unit, fen, day, score)
            ).ArrayOf(n)
        )
        .Select(all => all.Select((c, i) => Claim($"c{i}", $"U{c.unit}", c.fen / 100m, c.day, c.score)).ToArray());

    private static Gen<Yuan?> Maybe(int least, int most) =>
        Gen.OneOf(Gen.Constant((Yuan?)null), Gen.Choose(least, most).Select(fen => (Yuan?)Yuan.FromFen(fen)));

    private static readonly Gen<Policy> Policies =
        from cap in Maybe(2_000, 90_000)
        from minimum in Maybe(1, 2_000)
        from programme in Maybe(2_000, 90_000)
        from budget in Maybe(1, 200_000)
        from unit in Maybe(1, 5_000)
        from byDate in Gen.Elements(true, false)
        from ranked in Gen.Elements(true, false)
        select Plain with
        {
            Cap = cap is { } c ? new(c, "甲") : null,
            MinimumPayout = minimum is { } m ? new(m, "丙") : null,
            Programme = new("zone", "乙") { CapPerOrganisation = programme },
            Budget = budget is { } b ? new(b, "戊") { Cut = byDate ? BudgetCut.ByDate : BudgetCut.ProRata, RoundTo = unit } : null,
            Ranking = ranked ? new("丁") { By = "technical", Places = [new(1m) { UpTo = 1 }, new(0.5m) { UpTo = 3 }, new(0.3m)] } : null,
            FundedBy = [new(new("市级", "city"), 0.7m, "己"), new(new("区级", "district"), 0.3m, "己")],
        };

    [Fact]
    public void The_order_of_the_claims_does_not_matter() =>
        Check(
            from p in Policies
            from c in Claims
            from order in Gen.Shuffle(c)
            select (p, c, order),
            x => Assert.Equal(Json.Write(Settle(x.p, x.c)), Json.Write(Settle(x.p, [.. x.order])))
        );

    [Fact]
    public void Nothing_is_paid_beyond_a_claim_a_cap_or_the_budget_and_no_fen_is_lost() =>
        Check(
            from p in Policies
            from c in Claims
            select (p, c),
            x =>
            {
                var result = Settle(x.p, x.c);
                Assert.Equal(x.c.Length, result.Lines.Count);
                Assert.All(result.Lines, l => Assert.True(l.Amount >= Yuan.Zero && l.Amount <= l.Due && l.Due <= l.Claimed));
                Assert.All(result.Lines, l => Assert.Equal(l.Amount, l.FundedBy.Sum()));
                Assert.All(result.Lines, l => Assert.True(l.Amount == l.Claimed || l.Steps.Count > 0));
                Assert.Equal(result.Settled, result.Lines.Sum(l => l.Amount));
                foreach (var unit in result.Lines.GroupBy(l => l.Uscc))
                {
                    if (x.p.Cap is { } cap)
                        Assert.True(unit.Sum(l => l.Due) <= cap.Amount);
                    if (x.p.Programme!.CapPerOrganisation is { } most)
                        Assert.True(unit.Sum(l => l.Due) <= most);
                    if (x.p.MinimumPayout is { } least)
                        Assert.True(unit.Sum(l => l.Due) == Yuan.Zero || unit.Sum(l => l.Due) >= least.Amount);
                }
                if (result.Available is not { } available)
                    return;
                Assert.Equal(available, result.Settled + result.Left!.Value);
                if (result.Due <= available)
                    Assert.Equal(result.Due, result.Settled);
                else if (x.p.Budget!.RoundTo is null)
                    Assert.Equal(available, result.Settled);
            }
        );

    [Fact]
    public void A_cut_in_proportion_is_at_most_a_fen_away_from_the_exact_share() =>
        Check(
            from c in Claims
            from b in Gen.Choose(1, 100_000)
            select (c, b),
            x =>
            {
                var result = Settle(Plain with { Budget = new(Yuan.FromFen(x.b), "戊") }, x.c);
                if (result.Due <= result.Available)
                    return;
                Assert.All(result.Lines, l => Assert.True(Math.Abs(l.Amount.Fen - (decimal)l.Due.Fen * x.b / result.Due.Fen) < 1));
            }
        );

    private static void Check<T>(Gen<T> cases, Action<T> holds) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(cases.ToArbitrary(), holds));
}
