using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.Quotes;

namespace TechTransfer.RewardCalculation.Tests.Quotes;

public class QuotePlanTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly PolicyBook TwoVersions = new([
        Some.SellerPolicy with
        {
            To = new(2026, 6, 30),
        },
        Some.SellerPolicy with
        {
            Version = 2,
            From = new(2026, 7, 1),
        },
        Some.BuyerPolicy,
    ]);

    [Fact]
    public void Without_a_policy_all_that_are_in_force_answer()
    {
        var plan = QuotePlan.Of(new() { ContractId = "c1" }, Some.Contract, Some.Book, Today).Value;
        Assert.Equal(2026, plan.Year);
        Assert.Equal(["sample-buyer", "sample-seller"], plan.Policies.Select(p => p.Id));
    }

    [Fact]
    public void A_quote_names_the_policies_that_a_claim_would_shut_out()
    {
        var book = new PolicyBook([
            Some.SellerPolicy with
            {
                ExclusiveGroups = ["one"],
            },
            Some.SellerPolicy with
            {
                Id = "rival",
                ExclusiveGroups = ["one", "two"],
            },
            Some.BuyerPolicy with
            {
                ExclusiveGroups = ["three"],
            },
        ]);
        var answer = QuotePlan.Of(new() { ContractId = "c1" }, Some.Contract, book, Today).Value.Answer(null);
        Assert.Equal(["rival", "sample-seller"], answer.Excludes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("rival", Assert.Single(answer.Excludes["sample-seller"]).PolicyId);
    }

    [Fact]
    public void The_version_that_governs_the_year_of_registration_applies() =>
        Assert.Equal(2, VersionFor(new() { PolicyId = "sample-seller" }, registeredOn: new(2026, 6, 30)));

    [Fact]
    public void A_contract_that_is_not_registered_takes_the_version_of_this_year() =>
        Assert.Equal(2, VersionFor(new() { PolicyId = "sample-seller" }, registeredOn: null));

    [Fact]
    public void For_a_past_year_the_version_of_its_last_day_applies() =>
        Assert.Equal(1, VersionFor(new() { PolicyId = "sample-seller", Year = 2025 }, registeredOn: null));

    [Fact]
    public void A_contract_quoted_for_another_year_gets_an_answer_that_says_why_it_does_not_count()
    {
        var plan = QuotePlan
            .Of(
                new()
                {
                    ContractId = "c1",
                    Year = 2025,
                    PolicyId = "sample-seller",
                },
                Some.Contract,
                Some.Book,
                Today
            )
            .Value;
        var quote = Assert.Single(plan.Answer(null).Quotes);
        Assert.Equal(2025, quote.Year);
        Assert.False(quote.Eligible);
        Assert.Equal("registered_in_year", Assert.Single(quote.Explanation, s => s.Result == "not_met").Code);
    }

    [Fact]
    public void An_unknown_policy_is_a_problem_of_its_field()
    {
        var problem = QuotePlan.Of(new() { PolicyId = "zone-reward" }, Some.Contract, Some.Book, Today).Problem!;
        Assert.Equal(("policy_not_found", 422, "policyId"), (problem.Kind.Code, problem.Kind.Status, Assert.Single(problem.Errors).Path));
        Assert.Contains("zone-reward", problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_year_before_the_policy_is_a_problem_of_the_year()
    {
        var problem = QuotePlan.Of(new() { PolicyId = "sample-seller", Year = 2024 }, Some.Contract, Some.Book, Today).Problem!;
        Assert.Equal(("policy_not_in_force", 422, "year"), (problem.Kind.Code, problem.Kind.Status, Assert.Single(problem.Errors).Path));
        Assert.Contains("in force in 2024", problem.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_did_not_apply_at_registration_is_a_problem_of_the_policy()
    {
        var early = Some.Contract with { RegisteredOn = new(2024, 5, 20) };
        var problem = QuotePlan.Of(new() { PolicyId = "sample-seller" }, early, Some.Book, Today).Problem!;
        Assert.Equal(("policy_not_in_force", "policyId"), (problem.Kind.Code, Assert.Single(problem.Errors).Path));
    }

    [Fact]
    public void A_year_without_any_policy_is_a_problem()
    {
        var problem = QuotePlan.Of(new() { Year = 2024 }, Some.Contract, Some.Book, Today).Problem!;
        Assert.Equal(("no_policy_in_force", 422, "year"), (problem.Kind.Code, problem.Kind.Status, Assert.Single(problem.Errors).Path));
    }

    [Fact]
    public void Standings_are_taken_by_policy_and_organisation_and_whoever_has_none_is_quoted_alone()
    {
        var plan = QuotePlan.Of(new() { ContractId = "c1" }, Some.Contract, Some.Book, Today).Value;
        var yearsToDate = new Dictionary<string, IReadOnlyDictionary<string, YearToDate>>
        {
            ["sample-seller"] = new Dictionary<string, YearToDate>
            {
                [Some.University.Uscc!] = Some.Before(Yuan.Of(4_500_000), Yuan.Of(45_000)),
            },
        };
        var quotes = plan.Answer(yearsToDate).Quotes.ToDictionary(q => q.Role);
        // Seller: 50,000 + 500,000 × 0.5% = 52,500, less 45,000. The buyer's year was not read, so the contract is quoted alone.
        Assert.Equal(Yuan.Of(7_500), quotes[BeneficiaryRole.Seller].Amount);
        Assert.Equal(Yuan.Of(50_000), quotes[BeneficiaryRole.Buyer].Amount);
        Assert.Contains(quotes[BeneficiaryRole.Seller].Explanation, s => s.Code == "counted_before");
        Assert.Contains(quotes[BeneficiaryRole.Buyer].Explanation, s => s.Code == "counted_alone");
    }

    [Fact]
    public void The_answer_has_the_fields_that_others_rely_on()
    {
        var plan = QuotePlan.Of(new() { PolicyId = "sample-buyer" }, Some.Contract, Some.Book, Today).Value;
        var quote = JsonNode.Parse(Json.Write(plan.Answer(null)))!["quotes"]![0]!;

        Assert.Equal("91500107MA5A00001E", (string?)quote["beneficiary"]!["uscc"]);
        Assert.Equal("重庆虎溪智造有限公司（虚构）", (string?)quote["beneficiary"]!["name"]);
        Assert.Equal("buyer", (string?)quote["role"]);
        Assert.Equal("sample-buyer", (string?)quote["policyId"]);
        Assert.Equal(1, (int?)quote["version"]);
        Assert.Equal(1_000_000m, (decimal?)quote["base"]);
        Assert.Equal(50_000m, (decimal?)quote["amount"]);
        Assert.True((bool?)quote["eligible"]);
        var step = quote["explanation"]!.AsArray().Single(s => (string?)s!["code"] == "rate")!;
        Assert.Equal("1,000,000.00元×5%=50,000.00元。", (string?)step["text"]!["zh"]);
        Assert.Equal("50,000.00", (string?)step["result"]);
        Assert.Equal("5%", (string?)step["inputs"]!["rate"]);
        Assert.Equal("第六条第一款", (string?)step["citation"]!["article"]);
    }

    private static int VersionFor(QuoteRequest request, DateOnly? registeredOn) =>
        Assert.Single(QuotePlan.Of(request, Some.Contract with { RegisteredOn = registeredOn }, TwoVersions, Today).Value.Policies).Version;
}
