using FsCheck;
using FsCheck.Fluent;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;

namespace TechTransfer.RewardCalculation.Tests.Engine;

public class QuotationPropertyTests
{
    private static readonly System.Text.Json.JsonElement True = System.Text.Json.JsonDocument.Parse("true").RootElement;

    // Small amounts, so that tiers, caps and minimums are often reached and single fen matter.
    private static readonly Gen<Yuan> Amounts = Gen.Frequency((4, Gen.Choose(0, 60_000)), (1, Gen.Choose(0, 2_000_000)))
        .Select(fen => Yuan.FromFen(fen));
    private static readonly Gen<Yuan> AboveZero = Amounts.Select(a => a + Yuan.FromFen(1));
    private static readonly Gen<decimal> RatesInMillionths = Gen.OneOf(
        Gen.Choose(0, 100).Select(n => n / 100m),
        Gen.Choose(0, 1_000_000).Select(n => n / 1_000_000m)
    );

    private static readonly Gen<Amount> FlatRates = RatesInMillionths.Select(r => (Amount)new FlatRate { Of = "technical", Value = r });

    private static readonly Gen<Amount> TierRules =
        from widths in AboveZero.ArrayOf().Select(a => a.Take(4).ToArray())
        from rates in RatesInMillionths.ArrayOf(widths.Length + 1)
        select (Amount)new Tiers { Of = "technical", List = [.. rates.Select((rate, i) => new Tier(widths.Take(i).Sum(), rate))] };

    private static readonly Gen<Policy> Policies =
        from perContract in Gen.Elements(true, false)
        from role in Gen.Elements(BeneficiaryRole.Seller, BeneficiaryRole.Buyer)
        from amount in Gen.OneOf(FlatRates, TierRules)
        from minimum in Maybe(AboveZero)
        from payout in Maybe(Gen.Choose(1, 2_000).Select(fen => Yuan.FromFen(fen)))
        from contractCap in Maybe(AboveZero)
        from yearCap in Maybe(AboveZero)
        select new Policy
        {
            Id = "random",
            Version = 1,
            From = new(2020, 1, 1),
            Sample = true,
            Name = new("随机", "random"),
            Note = new("随机", "random"),
            Citation = new("随机", "", Confidence.Sample),
            Beneficiary = role,
            Counts =
            [
                new()
                {
                    Fact = "beneficiary.inZone",
                    Is = True,
                    Article = "甲",
                },
                .. minimum is { } least
                    ? new[]
                    {
                        new Condition
                        {
                            Fact = "contract.technicalAmount",
                            AtLeast = least.Amount,
                            Article = "甲",
                        },
                    }
                    : [],
            ],
            Figures =
            [
                new ContractsFigure
                {
                    Id = "technical",
                    Measure = Measure.TechnicalAmount,
                    Article = "甲",
                },
            ],
            Base = "technical",
            Clauses =
            [
                new()
                {
                    Id = "reward",
                    Article = "甲",
                    Amount = perContract ? new PerContract { Each = amount with { Cap = contractCap } } : amount,
                },
            ],
            Cap = yearCap is { } y ? new(Yuan.Max(y, payout ?? y), "甲") : null,
            MinimumPayout = payout is { } p ? new(p, "甲") : null,
        };

    private static readonly Gen<YearToDate> ReadYearToDate = from b in Amounts from a in Amounts select Some.Before(b, Yuan.Min(a, b));

    [Fact]
    public void Random_policies_are_policies_that_a_file_could_hold() =>
        Check(Policies, policy => PolicyFile.Read("random", Json.Write(policy)));

    [Fact]
    public void More_base_never_earns_less() =>
        Check(
            from p in Policies
            from b in Amounts
            from more in Amounts
            from s in ReadYearToDate
            select (p, b, more, s),
            x => Assert.True(QuoteOne(x.p, x.b + x.more, x.s).Amount >= QuoteOne(x.p, x.b, x.s).Amount)
        );

    [Fact]
    public void No_reward_exceeds_its_caps_or_its_base() =>
        Check(
            from p in Policies
            from b in Amounts
            select (p, b),
            x =>
            {
                var amount = QuoteOne(x.p, x.b, YearToDate.None).Amount;
                Assert.InRange(amount.Fen, 0, x.b.Fen);
                foreach (var cap in new[] { CapOfContract(x.p), x.p.Cap?.Amount })
                    Assert.True(cap is null || amount <= cap);
            }
        );

    [Fact]
    public void A_year_of_contracts_never_exceeds_the_cap_of_the_year_and_does_not_depend_on_their_order() =>
        Check(
            from p in Policies
            from bases in Amounts.NonEmptyListOf()
            select (p, bases),
            x =>
            {
                var total = YearOf(x.p, x.bases);
                Assert.Equal(total, YearOf(x.p, Enumerable.Reverse(x.bases)));
                if (x.p.Cap is { } cap)
                    Assert.True(total <= cap.Amount);
            }
        );

    [Fact]
    public void One_fen_more_earns_at_most_one_fen_more_across_every_threshold() =>
        Check(
            TierRules,
            rule =>
            {
                var policy = Bare(rule);
                foreach (var tier in ((Tiers)rule).List.Skip(1))
                {
                    for (var fen = tier.Above.Fen - 1; fen <= tier.Above.Fen + 1; fen++)
                    {
                        var step =
                            QuoteOne(policy, Yuan.FromFen(fen + 1), YearToDate.None).Amount
                            - QuoteOne(policy, Yuan.FromFen(fen), YearToDate.None).Amount;
                        Assert.InRange(step.Fen, 0, 1);
                    }
                }
            }
        );

    [Fact]
    public void Tiers_agree_with_counting_fen_by_fen() =>
        Check(
            from rule in TierRules
            from b in Gen.Choose(0, 20_000)
            select (rule, b),
            x =>
                Assert.Equal(
                    NaiveTiers.FenByFen(((Tiers)x.rule).List, x.b),
                    QuoteOne(Bare(x.rule), Yuan.FromFen(x.b), YearToDate.None).Amount.Fen
                )
        );

    [Fact]
    public void Tiers_stay_exact_for_amounts_of_trillions() =>
        Check(
            from rule in TierRules
            from high in Gen.Choose(0, 89_999_999)
            from low in Gen.Choose(0, 999_999_999)
            select (rule, b: high * 1_000_000_000L + low),
            x =>
                Assert.Equal(
                    NaiveTiers.InWholeNumbers(((Tiers)x.rule).List, x.b),
                    QuoteOne(Bare(x.rule), Yuan.FromFen(x.b), YearToDate.None).Amount.Fen
                )
        );

    [Fact]
    public void A_split_loses_no_fen_and_earns_no_more_than_the_cap_of_the_contract() =>
        Check(
            from p in Policies
            from b in Amounts
            from n in Gen.Choose(1, 7)
            select (p, b, n),
            x =>
            {
                var quotes = Quotation.Quote(x.p, ContractOf(x.p, x.b, Parties(x.n)), 2026, Some.NoYearsToDate);
                Assert.Equal(x.n, quotes.Count);
                Assert.Equal(x.b, quotes.Sum(q => q.Base));
                Assert.True(quotes.Max(q => q.Base.Fen) - quotes.Min(q => q.Base.Fen) <= 1);
                if (CapOfContract(x.p) is { } cap)
                    Assert.True(quotes.Sum(q => q.Amount) <= cap);
            }
        );

    [Fact]
    public void The_order_of_parties_does_not_matter() =>
        Check(
            from p in Policies
            from b in Amounts
            from order in Gen.Shuffle(Parties(5))
            select (p, b, order),
            x =>
            {
                var asWritten = Quotation.Quote(x.p, ContractOf(x.p, x.b, Parties(5)), 2026, Some.NoYearsToDate);
                var shuffled = Quotation.Quote(x.p, ContractOf(x.p, x.b, x.order), 2026, Some.NoYearsToDate);
                Assert.Equal(x.order.Select(p => p.Uscc), shuffled.Select(q => q.Beneficiary.Uscc));
                Assert.Equal(
                    asWritten.Select(Json.Write),
                    shuffled.OrderBy(q => q.Beneficiary.Uscc, StringComparer.Ordinal).Select(Json.Write)
                );
            }
        );

    [Fact]
    public void The_explanation_ends_in_the_amount() =>
        Check(
            from p in Policies
            from b in Amounts
            from s in ReadYearToDate
            select (p, b, s),
            x =>
            {
                var quote = QuoteOne(x.p, x.b, x.s);
                var step = Assert.Single(quote.Explanation, s => s.Code is "amount" or "not_eligible");
                Assert.Equal($"{quote.Amount}", step.Result);
                Assert.Equal(quote.Eligible, step.Code == "amount");
            }
        );

    private static Quote QuoteOne(Policy policy, Yuan figure, YearToDate yearToDate)
    {
        var party = Parties(1);
        return Assert.Single(
            Quotation.Quote(
                policy,
                ContractOf(policy, figure, party),
                2026,
                new Dictionary<string, YearToDate> { [party[0].Uscc!] = yearToDate }
            )
        );
    }

    private static Yuan YearOf(Policy policy, IEnumerable<Yuan> bases)
    {
        var (total, yearToDate) = (Yuan.Zero, YearToDate.None);
        foreach (var figure in bases)
        {
            total += QuoteOne(policy, figure, yearToDate).Amount;
            yearToDate = Some.With(
                yearToDate,
                Assessment.OfItem(policy, 2026, new(ContractOf(policy, figure, Parties(1)), Parties(1)[0], policy.Beneficiary, null))
            );
        }
        return total;
    }

    private static Yuan? CapOfContract(Policy policy) => policy.Clauses[0].Amount is PerContract per ? per.Each.Cap : null;

    private static Policy Bare(Amount rule) =>
        Some.SellerPolicy with
        {
            Counts = [],
            Clauses = [Some.SellerPolicy.Clauses[0] with { Amount = rule }],
            Cap = null,
            MinimumPayout = null,
        };

    private static KnownContract ContractOf(Policy policy, Yuan figure, IReadOnlyList<PartyFacts> side)
    {
        var contract = Some.Contract with { TechnicalAmount = figure };
        return policy.Beneficiary switch
        {
            BeneficiaryRole.Seller => contract with { Sellers = side },
            _ => contract with { Buyers = side },
        };
    }

    private static PartyFacts[] Parties(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new PartyFacts($"甲{i}（虚构）", "150", InZone: true, $"P{i}"))];

    private static Gen<T?> Maybe<T>(Gen<T> some)
        where T : struct => Gen.OneOf(Gen.Constant((T?)null), some.Select(v => (T?)v));

    private static void Check<T>(Gen<T> cases, Action<T> holds) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(cases.ToArbitrary(), holds));
}
