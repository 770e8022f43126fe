using System.Text.Json.Nodes;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.Tests.Entitlements;

namespace TechTransfer.RewardCalculation.Tests.Engine;

/// <summary>Growth over the year before, comparisons of rates, and shares of a contract.</summary>
public class GrowthTests
{
    private static readonly Policy Growth = PolicyFile.Read("growth", SomePolicies.Growth);

    [Fact]
    public void Growth_without_records_of_the_year_before_is_unknown()
    {
        var award = Year(Growth, 1_000_000, null);

        Assert.Equal((Yuan.Zero, Yuan.Zero), (award.Base, award.Amount));
        Assert.Contains("上一年度尚无记录", Step(award, "year_before").Text.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400_000, 600_000, 60_000)]
    [InlineData(0, 1_000_000, 100_000)]
    [InlineData(-500_000, 1_000_000, 100_000)]
    public void Growth_shows_last_years_figure_and_never_exceeds_the_year(decimal before, decimal growth, decimal amount)
    {
        var award = Year(Growth, 1_000_000, before);

        Assert.Equal((Yuan.Of(growth), Yuan.Of(amount)), (award.Base, award.Amount));
        Assert.Contains($"上一年度为{Yuan.Of(before)}元", Step(award, "year_before").Text.Zh, StringComparison.Ordinal);
        Assert.Equal(before < 0, Step(award, "year_before").Text.Zh.Contains("按零计", StringComparison.Ordinal));
    }

    [Theory]
    // 10.000001% of growth: above 10%, and not at most 10%.
    [InlineData("above", 1_100_000.01, true)]
    [InlineData("above", 1_100_000, false)]
    [InlineData("atLeast", 1_100_000, true)]
    [InlineData("atMost", 1_100_000, true)]
    [InlineData("atMost", 1_100_000.01, false)]
    [InlineData("below", 1_099_999.99, true)]
    [InlineData("below", 1_100_000, false)]
    public void Rates_are_compared_exactly(string comparison, decimal year, bool eligible)
    {
        var award = Year(With($$"""{ "fact": "growth.technical", "{{comparison}}": 0.1, "article": "二" }"""), year, 1_000_000);

        Assert.Equal(eligible, award.Eligible);
    }

    [Theory]
    [InlineData("above", "高于10%", "above 10%")]
    [InlineData("below", "低于10%", "below 10%")]
    [InlineData("atLeast", "不低于10%", "at least 10%")]
    public void Comparison_is_worded_as_the_policy_has_it(string comparison, string zh, string en)
    {
        var award = Year(With($$"""{ "fact": "growth.technical", "{{comparison}}": 0.1, "article": "二" }"""), 1_100_000.01m, 1_000_000);

        var step = Step(award, "growth_technical");
        Assert.Contains($"（{zh}）", step.Text.Zh, StringComparison.Ordinal);
        Assert.Contains($"({en})", step.Text.En, StringComparison.Ordinal);
        Assert.Contains("略高于10%", step.Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Above_an_amount_is_worded_above_and_says_what_is_missing()
    {
        var award = Year(With("""{ "fact": "figure.technical", "above": 1000000, "article": "二" }"""), 1_000_000, 0);

        Assert.False(award.Eligible);
        Assert.Contains("（高于1,000,000.00元），还差0.01元", Step(award, "figure_technical").Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Paid_share_is_that_of_the_whole_contract()
    {
        var policy = Some.SellerPolicy with
        {
            Counts =
            [
                new()
                {
                    Fact = "contract.paidShare",
                    AtLeast = 0.5m,
                    Article = "一",
                },
            ],
        };
        var second = Some.Company with { Name = "第二卖方（虚构）", Uscc = "91500107MA5A00002C" };
        var contract = Some.Contract with { ContractValue = Yuan.Of(1_000_000), Sellers = [Some.University, second] };
        // 600,000 of the contract's 1,000,000 are paid, all of it to the first seller.
        var sums = new Dictionary<string, long>
        {
            ["whole|202606|a"] = 60_000_000,
            ["whole|202606|t"] = 60_000_000,
            [$"in:{Some.University.Uscc}|202606|a"] = 60_000_000,
            [$"in:{Some.University.Uscc}|202606|t"] = 60_000_000,
        };

        foreach (var seller in contract.Sellers)
        {
            var item = Assessment.OfItem(policy, 2026, ItemFacts.Of(contract, seller, BeneficiaryRole.Seller, sums));
            Assert.True(item.Counts, seller.Name);
            Assert.Contains("60%", item.Steps.Single(s => s.Code == "paid_share").Text.Zh, StringComparison.Ordinal);
        }
    }

    private static Policy With(string condition)
    {
        var policy = JsonNode.Parse(SomePolicies.Growth)!;
        policy["eligibility"] = new JsonArray(JsonNode.Parse(condition));
        return PolicyFile.Read("growth", policy.ToJsonString());
    }

    private static Award Year(Policy policy, decimal year, decimal? before) =>
        Assessment.OfYear(policy, 2026, new(Some.University, Sums(year), before is { } known ? Sums(known) : null, DeclaredFacts.None));

    private static Dictionary<string, long> Sums(decimal yuan) => new() { ["technical"] = Yuan.Of(yuan).Fen };

    private static Step Step(Award award, string code) => award.Steps.Single(s => s.Code == code);
}
