using System.Text.Json.Nodes;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.Quotes;
using TechTransfer.Testing.Apps;

namespace TechTransfer.RewardCalculation.Tests.Quotes;

public sealed class QuoteHttpTests
{
    [Fact]
    public async Task The_other_contracts_of_the_year_are_counted_in_and_the_quoted_one_only_once()
    {
        var app = await RewardsApp.NewAsync();
        await app.TellAsync(RewardMessages.Registered("c1", 4_500_000));
        await app.TellAsync(RewardMessages.Registered("c2", 1_000_000));

        var reply = await QuoteAsync(app, Http.Office, """{ "contractId": "c2", "policyId": "sample-seller" }""");

        // The reward on 5,500,000 is 52,500, and on the 4,500,000 that already counted it is 45,000.
        var quote = reply.Json!["quotes"]![0]!;
        Assert.Equal((7_500m, 1_000_000m), ((decimal)quote["amount"]!, (decimal)quote["base"]!));
        Assert.Contains(quote["explanation"]!.AsArray(), s => (string?)s!["code"] == "counted_before");
    }

    [Fact]
    public async Task A_typed_contract_is_quoted_on_top_of_the_callers_own_year_and_not_of_anybody_elses()
    {
        var app = await RewardsApp.NewAsync();
        await app.TellAsync(RewardMessages.Registered("c1", 4_500_000));

        var own = await QuoteAsync(app, Http.Office, Typed(1_000_000).ToJsonString());
        var others = await QuoteAsync(app, Http.Stranger, Typed(1_000_000).ToJsonString());
        var finance = await QuoteAsync(app, Http.Finance, Typed(1_000_000).ToJsonString());

        Assert.Equal((7_500m, "counted_before"), Seller(own));
        Assert.Equal((10_000m, "counted_alone"), Seller(others));
        Assert.Equal((7_500m, "counted_before"), Seller(finance));
        Assert.DoesNotContain("4,500,000", others.Json!.ToJsonString(), StringComparison.Ordinal);

        static (decimal, string) Seller(Reply reply)
        {
            var quote = reply.Json!["quotes"]!.AsArray().Single(q => (string)q!["policyId"]! == "sample-seller")!;
            return (
                (decimal)quote["amount"]!,
                (string)
                    quote["explanation"]!.AsArray().Single(s => ((string)s!["code"]!).StartsWith("counted_", StringComparison.Ordinal))![
                        "code"
                    ]!
            );
        }
    }

    [Theory]
    [InlineData("""{ }""", 422, "one_contract_needed", "contractId")]
    [InlineData("""{ "contractId": "nobody" }""", 409, "not_yet_known", null)]
    [InlineData("""{ "contractId": "others" }""", 409, "not_yet_known", null)]
    [InlineData("""{ "contractId": "gone" }""", 409, "not_yet_known", null)]
    [InlineData("""{ "contractId": "a/b" }""", 409, "not_yet_known", null)]
    [InlineData("""{ "contractId": "open" }""", 422, "reward_value_undetermined", "contractId")]
    [InlineData("""{ "contractId": "c1", "year": 1999 }""", 422, "checks_failed", "year")]
    [InlineData("""{ "contractId": "c1", "year": 2024 }""", 422, "no_policy_in_force", "year")]
    [InlineData("""{ "contractId": "c1", "policyId": "none" }""", 422, "policy_not_found", "policyId")]
    [InlineData("""{ "contractId": "c1", "policyId": "sample-seller", "year": 2024 }""", 422, "policy_not_in_force", "year")]
    [InlineData("""{ "contractId": 5 }""", 400, "malformed_body", "contractId")]
    [InlineData("""{ "contractId": "c1", "more": 1 }""", 400, "malformed_body", "more")]
    public async Task What_cannot_be_quoted_is_a_problem_with_its_code(string body, int status, string code, string? path)
    {
        var app = await RewardsApp.NewAsync();
        await app.TellAsync(RewardMessages.Registered("c1"));
        await app.TellAsync(new("others", 7, RewardMessages.Contract("others", seller: RewardMessages.OtherCompany)));
        await app.TellAsync(
            new("open", 7, RewardMessages.Contract("open") with { ValueStatus = "undetermined", TechnicalAmount = Yuan.Zero })
        );
        await app.TellAsync(RewardMessages.Registered("gone"));
        await app.TellAsync(RewardMessages.Cancelled("gone"));

        var reply = await QuoteAsync(app, Http.Office, body);

        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal(path, reply.Errors is [var first, ..] ? first.Path : null);
    }

    [Theory]
    [InlineData("technicalAmount", "-1", "contract.technicalAmount")]
    [InlineData("technicalAmount", "0", "contract.technicalAmount")]
    [InlineData("valueStatus", "\"undetermined\"", "contract.valueStatus")]
    [InlineData("kind", "\"X9\"", "contract.kind")]
    [InlineData("sellers", "[]", "contract.sellers")]
    public async Task A_typed_contract_that_is_wrong_is_a_problem_with_its_path(string field, string value, string path)
    {
        var app = await RewardsApp.NewAsync();
        var body = Typed(1_000_000);
        body["contract"]![field] = JsonNode.Parse(value);

        var reply = await QuoteAsync(app, Http.Office, body.ToJsonString());

        Assert.Equal((422, path), (reply.Status, Assert.Single(reply.Errors).Path));
    }

    private static JsonNode Typed(decimal technical) =>
        JsonNode.Parse(
            $$"""
            { "contract": {
              "kind": "D1", "technicalAmount": {{technical}}, "valueStatus": "fixed", "paymentMode": "once", "relatedParty": false,
              "sellers": [{ "name": "缙云理工大学（虚构）", "kind": "022", "inZone": true, "uscc": "{{RewardMessages.University}}" }],
              "buyers": [{ "name": "重庆虎溪智造有限公司（虚构）", "kind": "150", "inZone": true, "uscc": "{{RewardMessages.Company}}" }] } }
            """
        )!;

    private static Task<Reply> QuoteAsync(RewardsApp app, Caller caller, string body) =>
        FunctionCall.PostAsync(
            new QuoteContract(app.Records, new(app.Accounts, app.YearSums, app.Organisations), app.Policies, app.Time).Run,
            caller,
            "/api/quotes",
            JsonNode.Parse(body)!
        );
}
