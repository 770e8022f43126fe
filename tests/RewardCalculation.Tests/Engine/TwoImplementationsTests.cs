using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.Tests.Policies;

namespace TechTransfer.RewardCalculation.Tests.Engine;

/// <summary>Compares the engine with a second, simple implementation, and checks properties that hold for any policy.</summary>
public class TwoImplementationsTests
{
    private static readonly Gen<int> Seeds = Gen.Choose(0, int.MaxValue - 1);

    [Fact]
    public void Random_policies_can_be_published_and_fit_the_schema() =>
        Check(
            500,
            seed =>
            {
                var policy = new RandomPolicies(seed).Policy();
                Assert.Equal([], PolicyFile.Check(policy.ToJsonString()).Findings.Select(f => $"{f.Path}: {f.Reason.En}"));
                Assert.Null(PolicySchemaTests.Check(policy).Fault);
            }
        );

    [Fact]
    public void A_second_implementation_comes_to_the_same() =>
        Check(
            3_000,
            seed =>
            {
                var one = new Case(seed);
                var naive = new NaiveReward(
                    one.Json,
                    RandomPolicies.Year,
                    one.Party,
                    one.Contracts,
                    one.YearBefore,
                    one.Declared.Stated
                ).Work();
                var award = one.Award(one.Sums());
                Assert.Equal((naive.Eligible, naive.Amount, naive.Base), (award.Eligible, award.Amount.Fen, award.Base.Fen));
            }
        );

    [Fact]
    public void The_cases_are_not_trivial()
    {
        var awards = Enumerable.Range(0, 1_000).Select(seed => new Case(seed)).Select(c => c.Award(c.Sums())).ToList();
        Assert.InRange(awards.Count(a => a.Amount > Yuan.Zero), 250, 950);
        Assert.InRange(awards.Count(a => !a.Eligible), 100, 700);
        Assert.True(awards.Count(a => a.Next.Count > 0) > 100);
        foreach (
            var code in new[]
            {
                "rate",
                "flat",
                "band",
                "steps",
                "sum",
                "best_of",
                "first_of",
                "contracts_sum",
                "cap_clause",
                "floor",
                "excluded",
                "minimum_payout",
                "cap_organisation_year",
                "rounding",
                "any_of",
            }
        )
        {
            Assert.True(awards.Exists(a => a.Steps.Any(s => s.Code == code)), code);
        }
    }

    [Fact]
    public void The_order_of_the_contracts_and_how_they_are_summed_does_not_matter() =>
        Check(
            500,
            seed =>
            {
                var one = new Case(seed);
                var all = one.Sums();
                var split = one.Contracts.Count / 2;
                var (first, second) = (one.Sums(one.Contracts.Take(split).Reverse()), one.Sums(one.Contracts.Skip(split)));
                Assert.All(all, f => Assert.Equal(f.Value, first.GetValueOrDefault(f.Key) + second.GetValueOrDefault(f.Key)));
            }
        );

    [Fact]
    public void Moving_the_policy_year_and_every_date_by_some_months_changes_nothing() =>
        Check(
            500,
            seed =>
            {
                var one = new Case(seed);
                // Dates in conditions do not move with the year, so leave out policies that have some.
                if (one.Json.ToJsonString().Contains("onOrAfter", StringComparison.Ordinal))
                    return;
                const int months = 5;
                var moved = one.Policy with { YearShift = one.Policy.YearShift + months };
                foreach (var (contract, money) in one.Contracts)
                {
                    var later = contract with
                    {
                        RegisteredOn = contract.RegisteredOn?.AddMonths(months),
                        SignedOn = contract.SignedOn?.AddMonths(months),
                    };
                    MonthlyMoney[] laterMoney =
                    [
                        .. money.Select(m =>
                            new DateOnly(m.Year, m.Month, 1).AddMonths(months) is var at ? m with { Year = at.Year, Month = at.Month } : m
                        ),
                    ];
                    Assert.Equal(
                        Assessment.OfItem(one.Policy, RandomPolicies.Year, new(contract, one.Party, one.Policy.Beneficiary, money)).Figures,
                        Assessment.OfItem(moved, RandomPolicies.Year, new(later, one.Party, one.Policy.Beneficiary, laterMoney)).Figures
                    );
                }
            }
        );

    [Fact]
    public void More_of_a_figure_never_earns_less_where_the_policy_only_rises() =>
        Check(
            1_000,
            seed =>
            {
                var one = new Case(seed, monotone: true);
                var sums = one.Sums();
                var more = sums.ToDictionary(f => f.Key, f => f.Value + new Random(seed).Next(0, 40_000));
                Assert.True(one.Award(more).Amount >= one.Award(sums).Amount);
            }
        );

    [Fact]
    public void Caps_hold_and_no_award_is_below_zero() =>
        Check(
            1_000,
            seed =>
            {
                var one = new Case(seed);
                var award = one.Award(one.Sums());
                Assert.True(award.Amount >= Yuan.Zero);
                if (one.Policy.Cap is { } cap)
                    Assert.True(award.Amount <= cap.Amount);
                if (one.Policy.MinimumPayout is { } least)
                    Assert.True(award.Amount == Yuan.Zero || award.Amount >= least.Amount);
                foreach (var (clause, given) in one.Policy.Clauses.Zip(award.Clauses))
                {
                    if (clause.Amount.Cap is { } most)
                        Assert.True(given.Amount <= most);
                }
            }
        );

    [Fact]
    public void What_is_missing_to_a_band_or_step_is_exactly_what_it_takes() =>
        Check(
            1_500,
            seed =>
            {
                var one = new Case(seed);
                var sums = one.Sums();
                var award = one.Award(sums);
                foreach (var need in award.Next.Where(n => !n.Tier && !n.Contract && sums.ContainsKey(n.Figure)))
                {
                    Assert.True(need.Missing > 0);
                    var reached = one.Award(With(sums, need.Figure, need.Missing));
                    if (award.Eligible)
                        Assert.True(reached.Amount > award.Amount);
                    // A condition with an upper limit can fail when a figure grows, so leave out policies that have one.
                    else if (!Falls(one.Json["eligibility"]!.ToJsonString()))
                        Assert.True(reached.Unmet.Count <= award.Unmet.Count);
                }
            }
        );

    [Fact]
    public void An_explanation_speaks_both_languages_cites_and_ends_in_the_amount() =>
        Check(
            500,
            seed =>
            {
                var one = new Case(seed);
                var award = one.Award(one.Sums());
                var items = one.Contracts.SelectMany(c =>
                    Assessment.OfItem(one.Policy, RandomPolicies.Year, new(c.Contract, one.Party, one.Policy.Beneficiary, c.Money)).Steps
                );
                foreach (var step in items.Concat(award.Steps))
                {
                    Assert.EndsWith("。", step.Text.Zh, StringComparison.Ordinal);
                    Assert.EndsWith(".", step.Text.En, StringComparison.Ordinal);
                    Assert.DoesNotContain("..", step.Text.En, StringComparison.Ordinal);
                    Assert.False(string.IsNullOrEmpty(step.Code) || step.Result is null);
                }
                Assert.Equal($"{award.Amount}", Assert.Single(award.Steps, s => s.Code is "amount" or "not_eligible").Result);
            }
        );

    [Fact]
    public void An_award_reads_back_as_it_was_written() =>
        Check(
            200,
            seed =>
            {
                var one = new Case(seed);
                var json = Json.Write(one.Award(one.Sums()));
                Assert.Equal(json, Json.Write(Json.Read<Award>(json)));
            }
        );

    [Fact]
    public void Parts_and_stages_add_up_to_the_award() =>
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(
                (
                    from fen in Gen.Choose(0, 1_000_000)
                    from a in Gen.Choose(0, 1_000_000)
                    from years in Gen.Choose(1, 9)
                    select (fen, share: a / 1_000_000m, years)
                ).ToArbitrary(),
                x =>
                {
                    var policy = Some.SellerPolicy with
                    {
                        Cap = null,
                        MinimumPayout = null,
                        Clauses =
                        [
                            Some.SellerPolicy.Clauses[0] with
                            {
                                Amount = new FlatRate { Of = "technical", Value = 1 },
                            },
                        ],
                        Splits =
                        [
                            new("all", new("全部", "all"), "甲") { Exactly = x.share },
                            new("rest", new("其余", "rest"), "甲") { Exactly = 1 - x.share },
                            new("least", new("至少", "least"), "甲") { AtLeast = x.share },
                            new("most", new("至多", "most"), "甲") { AtMost = x.share },
                        ],
                        Staging = [new(Stage.Approval, x.share, "乙"), new(Stage.Yearly, 1 - x.share, "乙") { Years = x.years }],
                    };
                    var award = Assessment.OfYear(
                        policy with
                        {
                            Splits = [.. policy.Splits],
                        },
                        2026,
                        new(Some.University, new Dictionary<string, long> { ["technical"] = x.fen }, null, DeclaredFacts.None)
                    );
                    Assert.Equal(x.fen, award.Amount.Fen);
                    Assert.Equal(award.Amount, award.Stages.Sum(s => s.Amount));
                    Assert.Equal(x.years + 1, award.Stages.Count);
                    Assert.Equal(award.Amount, award.Splits[0].AtLeast!.Value + award.Splits[1].AtLeast!.Value);
                    Assert.True(
                        award.Splits[2].AtLeast!.Value.Fen >= x.fen * x.share && award.Splits[3].AtMost!.Value.Fen <= x.fen * x.share
                    );
                }
            )
        );

    private static bool Falls(string conditions) =>
        conditions.Contains("\"below\"", StringComparison.Ordinal) || conditions.Contains("\"not\"", StringComparison.Ordinal);

    private static Dictionary<string, long> With(Dictionary<string, long> sums, string figure, long more) =>
        new(sums) { [figure] = sums[figure] + more };

    private static void Check(int times, Action<int> holds) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), Prop.ForAll(Seeds.ToArbitrary(), holds));

    private sealed class Case
    {
        public Case(int seed, bool monotone = false)
        {
            var random = new RandomPolicies(seed, monotone);
            Json = random.Policy();
            Policy = JsonSerializer.Deserialize<Policy>(Json.ToJsonString(), Kernel.Json.Strict)!;
            Party = random.Party("P1");
            Contracts = [.. Enumerable.Range(0, random.Next(8)).Select(_ => random.Contract(Party, (string)Json["beneficiary"]!))];
            Declared = new(random.Declared());
            YearBefore = random.YearBefore();
        }

        public JsonObject Json { get; }
        public Policy Policy { get; }
        public PartyFacts Party { get; }
        public IReadOnlyList<(KnownContract Contract, IReadOnlyList<MonthlyMoney> Money)> Contracts { get; }
        public DeclaredFacts Declared { get; }
        public Dictionary<string, long>? YearBefore { get; }

        public Dictionary<string, long> Sums() => Sums(Contracts);

        public Dictionary<string, long> Sums(IEnumerable<(KnownContract Contract, IReadOnlyList<MonthlyMoney> Money)> contracts)
        {
            var sums = new Dictionary<string, long>();
            foreach (var (contract, money) in contracts)
            {
                foreach (
                    var (figure, value) in Assessment
                        .OfItem(Policy, RandomPolicies.Year, new(contract, Party, Policy.Beneficiary, money))
                        .Figures
                )
                    sums[figure] = sums.GetValueOrDefault(figure) + value;
            }
            return sums;
        }

        public Award Award(IReadOnlyDictionary<string, long> sums) =>
            Assessment.OfYear(Policy, RandomPolicies.Year, new(Party, sums, YearBefore, Declared));
    }
}
