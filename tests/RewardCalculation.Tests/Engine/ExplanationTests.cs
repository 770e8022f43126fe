using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;

namespace TechTransfer.RewardCalculation.Tests.Engine;

public class ExplanationTests
{
    [Fact]
    public void An_explanation_contains_every_step_to_the_amount()
    {
        var contract = Some.Contract with { TechnicalAmount = Yuan.Of(6_000_000) };
        var quote = Assert.Single(Quotation.Quote(Some.SellerPolicy, contract, 2026, Some.NoYearsToDate));

        Assert.Equal(
            [
                "policy",
                "registered_in_year",
                "beneficiary_in_zone",
                "contract_kind",
                "payment_mode",
                "value_status",
                "parties_unrelated",
                "contract_base",
                "counted_before",
                "rate",
                "rate",
                "amount",
                "next_tier",
            ],
            quote.Explanation.Select(s => s.Code)
        );
        var tier = quote.Explanation.Last(s => s.Code == "rate");
        Assert.Equal("5,000,000.00元至20,000,000.00元部分：1,000,000.00元×0.5%=5,000.00元。", tier.Text.Zh);
        Assert.Equal("The part from 5,000,000.00 to 20,000,000.00 yuan: 1,000,000.00 × 0.5% = 5,000.00 yuan.", tier.Text.En);
        Assert.Equal("5,000.00", tier.Result);
        Assert.Equal("1,000,000.00", tier.Inputs["part"]);
        Assert.Equal("《技术合同输出方奖励办法》（示例，非现行政策）第六条第一款", $"{tier.Citation}");
        Assert.Equal(Confidence.Sample, tier.Citation!.Confidence);
        Assert.Equal("14,000,000.00", quote.Explanation[^1].Result);
        Assert.Contains("5000012026000001", quote.Explanation.Single(s => s.Code == "contract_base").Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_policy_says_that_it_binds_nobody()
    {
        var quote = Assert.Single(Quotation.Quote(Some.BuyerPolicy, Some.Contract, 2026, Some.NoYearsToDate));
        Assert.True(quote.Sample);
        Assert.Contains("示例数据", quote.Explanation[0].Text.Zh, StringComparison.Ordinal);
        Assert.Contains("gives no claim to payment", quote.Explanation[0].Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_beneficiary_that_is_not_eligible_sees_why_and_what_the_amount_would_have_been()
    {
        var contract = Some.Contract with { RelatedParty = true, PaymentMode = PaymentMode.Equity };
        var quote = Assert.Single(Quotation.Quote(Some.BuyerPolicy, contract, 2026, Some.NoYearsToDate));

        Assert.False(quote.Eligible);
        Assert.Equal(Yuan.Zero, quote.Amount);
        var last = quote.Explanation[^1];
        Assert.Equal("not_eligible", last.Code);
        Assert.Equal("payment_mode, parties_unrelated", last.Inputs["unmet"]);
        Assert.Equal("50,000.00", last.Inputs["otherwise"]);
        Assert.Contains("如全部符合，测算奖励为50,000.00元", last.Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void An_undetermined_value_has_no_figure_that_it_would_have_been()
    {
        var contract = Some.Contract with { ValueStatus = ValueStatus.Undetermined };
        var quote = Assert.Single(Quotation.Quote(Some.SellerPolicy, contract, 2026, Some.NoYearsToDate));
        Assert.DoesNotContain("otherwise", quote.Explanation[^1].Inputs.Keys);
    }

    [Fact]
    public void The_quote_of_a_contract_below_the_minimum_says_how_much_is_missing()
    {
        var contract = Some.Contract with { TechnicalAmount = Yuan.Of(150_000) };
        var quote = Assert.Single(Quotation.Quote(Some.BuyerPolicy, contract, 2026, Some.NoYearsToDate));
        Assert.Contains(
            "还差50,000.00元",
            quote.Explanation.Single(s => s.Code == "minimum_per_contract").Text.Zh,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("otherwise", quote.Explanation[^1].Inputs.Keys);
    }

    [Theory]
    [InlineData(4_999_999, "1.00")]
    [InlineData(5_000_000, "15,000,000.00")]
    [InlineData(20_000_000, null)]
    public void The_way_to_the_next_tier_is_named_while_there_is_one(int figure, string? missing)
    {
        var contract = Some.Contract with { TechnicalAmount = Yuan.Of(figure) };
        var quote = Assert.Single(Quotation.Quote(Some.SellerPolicy, contract, 2026, Some.NoYearsToDate));
        Assert.Equal(missing, quote.Explanation.SingleOrDefault(s => s.Code == "next_tier")?.Result);
    }

    [Fact]
    public void A_buyer_is_told_what_a_further_contract_adds_and_what_the_cap_leaves()
    {
        var quote = Assert.Single(Quotation.Quote(Some.BuyerPolicy, Some.Contract, 2026, Some.NoYearsToDate));
        var next = quote.Explanation.Single(s => s.Code == "next_contract");
        Assert.Equal("每再有一份计入的合同，按技术交易额的5%奖励，最高100,000元；距每个单位全年上限还有250,000.00元。", next.Text.Zh);
        Assert.Equal("第六条第一款", next.Citation!.Article);

        var capped = Some.BuyerPolicy with { Cap = new(quote.Amount, "第六条第三款") };
        Assert.DoesNotContain(
            Assert.Single(Quotation.Quote(capped, Some.Contract, 2026, Some.NoYearsToDate)).Explanation,
            s => s.Code == "next_contract"
        );
    }

    [Fact]
    public void Nobody_is_sent_to_the_next_tier_once_the_cap_is_reached()
    {
        var policy = Some.SellerPolicy with { Cap = new(Yuan.Of(10_000), "第六条第二款") };
        var quote = Assert.Single(Quotation.Quote(policy, Some.Contract, 2026, Some.NoYearsToDate));
        Assert.Equal(Yuan.Of(10_000), quote.Amount);
        Assert.DoesNotContain(quote.Explanation, s => s.Code == "next_tier");
    }

    [Theory]
    [InlineData("99999.49", "999.9949")]
    [InlineData("100000", "1,000.00")]
    [InlineData("0.01", "0.0001")]
    [InlineData("0.1", "0.001")]
    [InlineData("123456789.99", "206,913.57998")]
    [InlineData("5000000.99", "0.00495")]
    public void The_explanation_of_a_tier_shows_the_amount_to_its_last_decimal(string figure, string earned)
    {
        var policy = Some.SellerPolicy with { Cap = null, MinimumPayout = null };
        var contract = Some.Contract with
        {
            TechnicalAmount = Yuan.Of(decimal.Parse(figure, System.Globalization.CultureInfo.InvariantCulture)),
        };
        Assert.Equal(
            earned,
            Assert.Single(Quotation.Quote(policy, contract, 2026, Some.NoYearsToDate)).Explanation.Last(s => s.Code == "rate").Result
        );
    }

    [Fact]
    public void Standings_that_were_not_looked_up_are_not_called_nothing()
    {
        var quote = Assert.Single(Quotation.Quote(Some.SellerPolicy, Some.Contract, 2026, yearsToDate: null));
        Assert.Contains(quote.Explanation, s => s.Code == "counted_alone");
        Assert.DoesNotContain(quote.Explanation, s => s.Code == "counted_before");
    }

    [Fact]
    public void Every_step_speaks_both_languages()
    {
        var contract = Some.Contract with
        {
            TechnicalAmount = Yuan.Of(90_000_000.01m),
            ValueStatus = ValueStatus.Estimated,
            Sellers = [Some.University, Some.Company],
        };
        var steps = Quotation
            .Quote(Some.SellerPolicy, contract, 2026, Some.NoYearsToDate)
            .Concat(Quotation.Quote(Some.BuyerPolicy, contract with { RelatedParty = true }, 2026, Some.NoYearsToDate))
            .SelectMany(q => q.Explanation)
            .ToList();
        Assert.All(steps, s => Assert.Contains('。', s.Text.Zh));
        Assert.All(steps, s => Assert.EndsWith(".", s.Text.En, StringComparison.Ordinal));
        Assert.All(steps, s => Assert.NotEmpty(s.Result));
        // Except for plain arithmetic, every step cites an article.
        string[] plain = ["policy", "rounding", "amount", "not_eligible", "estimated"];
        Assert.All(steps.Where(s => !plain.Contains(s.Code)), s => Assert.StartsWith("第", s.Citation!.Article, StringComparison.Ordinal));
    }
}
