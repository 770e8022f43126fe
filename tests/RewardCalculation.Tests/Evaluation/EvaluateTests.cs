using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Evaluation;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.RewardCalculation.Tests.Entitlements;
using TechTransfer.RewardCalculation.Tests.Policies;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.RewardCalculation.Tests.Evaluation;

/// <summary>Evaluation of the cost that a policy would have had: on data in the request, or on the stored data of a year.</summary>
public sealed class EvaluateTests
{
    [Fact]
    public async Task A_draft_on_a_years_own_facts_says_what_it_would_have_cost_by_kind_and_field_and_keeps_nothing()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Received));
        await app.TellAsync(RewardMessages.Registered("c1", 1_000_000));
        await app.TellAsync(new("c2", 7, RewardMessages.Contract("c2", 3_000_000) with { TechnicalField = "biology" }));
        await app.TellAsync(
            new("c3", 7, RewardMessages.Contract("c3", 2_000_000, seller: RewardMessages.OtherCompany, buyer: RewardMessages.University))
        );
        await app.TellAsync(RewardMessages.Registered("fallen", 9_000_000));
        await app.TellAsync(RewardMessages.Cancelled("fallen"));
        await app.TellAsync(new("earlier", 7, RewardMessages.Contract("earlier", 5_000_000, on: new(2024, 3, 1))));
        var before = await RowsAsync(app);

        var body = new JsonObject { ["policy"] = JsonNode.Parse(SomePolicies.Rate(1, 0.1m)), ["factsOf"] = 2026 };
        var answer = (await EvaluateAsync(app, Http.Finance, body)).Json!;

        Assert.Equal(
            (3, 2, 2, 600_000m),
            (
                (int)answer["totals"]!["contracts"]!,
                (int)answer["totals"]!["beneficiaries"]!,
                (int)answer["totals"]!["eligible"]!,
                (decimal)answer["totals"]!["amount"]!
            )
        );
        Assert.Equal(
            [(RewardMessages.University, 400_000m), (RewardMessages.OtherCompany, 200_000m)],
            answer["beneficiaries"]!.AsArray().Select(b => ((string)b!["beneficiary"]!["uscc"]!, (decimal)b["amount"]!))
        );
        Assert.NotEmpty(answer["beneficiaries"]![0]!["explanation"]!.AsArray());
        Assert.Equal([("022", 2, 600_000m)], Costs(answer["byBeneficiaryKind"]));
        // The university's 400,000 are one quarter electronics; the other company's 200,000 are all electronics.
        Assert.Equal([("biology", 1, 300_000m), ("electronics", 2, 300_000m)], Costs(answer["byTechnicalField"]));
        Assert.Equal((0, 0m), ((int)answer["rest"]!["beneficiaries"]!, (decimal)answer["rest"]!["amount"]!));
        Assert.Equal(before, await RowsAsync(app));
    }

    [Fact]
    public async Task A_version_that_there_is_comes_to_what_the_entitlements_are()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Received, SomePolicies.Growth));
        await app.TellAsync(new("c0", 7, RewardMessages.Contract("c0", 400_000, on: new(2025, 5, 1))));
        for (var i = 1; i <= 5; i++)
        {
            await app.TellAsync(RewardMessages.Registered($"c{i}", 100_000 * i));
            await app.TellAsync(RewardMessages.Receipt($"r{i}", 10_000 * i, new(2026, 6, i), $"c{i}"));
        }
        await app.TellAsync(RewardMessages.Refund("r5", 50_000, new(2026, 6, 5), 20_000, new(2026, 7, 1), "c5"));

        foreach (var policy in (string[])["received", "growth"])
        {
            var answer = (await EvaluateAsync(app, Http.Auditor, new JsonObject { ["policyId"] = policy, ["factsOf"] = 2026 })).Json!;
            var entitled = (await app.EntitlementAsync(policy, 2026, BeneficiaryRole.Seller, RewardMessages.University))!;
            Assert.True(entitled.Award.Amount > Yuan.Zero);
            Assert.Equal(entitled.Award.Amount.Amount, (decimal)answer["totals"]!["amount"]!);
        }
    }

    [Fact]
    public async Task The_answer_explains_the_largest_and_sums_the_others_up()
    {
        var app = await RewardsApp.NewAsync();
        var contracts = new JsonArray([.. Enumerable.Range(1, 130).Select(i => (JsonNode)Given($"卖方{i}（虚构）", 1_000 * i))]);
        var body = new JsonObject
        {
            ["policy"] = JsonNode.Parse(SomePolicies.Rate(1, 0.1m)),
            ["year"] = 2026,
            ["facts"] = new JsonObject { ["contracts"] = contracts },
        };

        var answer = (await EvaluateAsync(app, Http.Officer, body)).Json!;

        var explained = answer["beneficiaries"]!.AsArray().Select(b => (decimal)b!["amount"]!).ToArray();
        Assert.Equal(Enumerable.Range(31, 100).Reverse().Select(i => i * 100m), explained);
        Assert.Equal((30, 46_500m), ((int)answer["rest"]!["beneficiaries"]!, (decimal)answer["rest"]!["amount"]!));
        Assert.Equal(851_500m, (decimal)answer["totals"]!["amount"]!);
    }

    [Fact]
    public async Task Money_in_the_body_counts_by_its_day_and_refunds_are_taken_off()
    {
        var app = await RewardsApp.NewAsync();
        var contract = Given("缙云理工大学（虚构）", 1_000_000, RewardMessages.University);
        contract["money"] = JsonNode.Parse(
            $$"""
            [{ "on": "2026-03-01", "payee": "{{RewardMessages.University}}", "payer": "{{RewardMessages.Company}}", "amount": 300000,
              "technicalAmount": 300000 },
             { "on": "2027-03-01", "payee": "{{RewardMessages.University}}", "payer": "{{RewardMessages.Company}}", "amount": 500000,
               "technicalAmount": 500000 },
             { "on": "2026-12-31", "payee": "{{RewardMessages.University}}", "payer": "{{RewardMessages.Company}}", "amount": 100000,
               "technicalAmount": 100000, "refund": true }]
            """
        );
        var body = new JsonObject
        {
            ["policy"] = JsonNode.Parse(SomePolicies.Received),
            ["year"] = 2026,
            ["facts"] = new JsonObject { ["contracts"] = new JsonArray(contract) },
        };

        Assert.Equal(2_000m, (decimal)(await EvaluateAsync(app, Http.Officer, body)).Json!["totals"]!["amount"]!);
    }

    [Theory]
    [InlineData("""{ "factsOf": 2026 }""", "one_policy_needed", "policyId")]
    [InlineData("""{ "policyId": "received", "policy": {}, "factsOf": 2026 }""", "one_policy_needed", "policy")]
    [InlineData("""{ "policyId": "received" }""", "one_set_of_facts_needed", "factsOf")]
    [InlineData("""{ "policyId": "none", "factsOf": 2026 }""", "policy_not_found", "policyId")]
    [InlineData("""{ "policyId": "received", "factsOf": 2024 }""", "policy_not_in_force", "policyId")]
    [InlineData("""{ "policyId": "received", "version": 9, "factsOf": 2026 }""", "policy_not_in_force", "version")]
    [InlineData("""{ "policyId": "received", "factsOf": 1999 }""", "checks_failed", "factsOf")]
    [InlineData("""{ "policy": { "id": "x" }, "factsOf": 2026 }""", "policy_refused", "policy.version")]
    [InlineData("""{ "policyId": "received", "facts": { "contracts": [] } }""", "checks_failed", "year")]
    [InlineData("""{ "policyId": "received", "year": 2026, "facts": { "contracts": [] } }""", "checks_failed", "facts.contracts")]
    public async Task What_cannot_be_evaluated_is_a_problem_with_its_code_and_path(string body, string code, string path)
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Received));

        var reply = await EvaluateAsync(app, Http.Officer, JsonNode.Parse(body)!);

        Assert.Equal((422, code, path), (reply.Status, reply.Code, reply.Errors[0].Path));
    }

    [Theory]
    [InlineData("technicalAmount", "-1", "invalid_value", "contract.technicalAmount")]
    [InlineData("contractValue", "-1", "invalid_value", "contract.contractValue")]
    [InlineData("valueStatus", "\"undetermined\"", "reward_value_undetermined", "contract.valueStatus")]
    [InlineData(
        "money",
        """[{ "on": "2026-03-01", "payee": "12500107MB0A1B0135", "payer": "91500106MA5XUA015P", "amount": -5, "technicalAmount": 0 }]""",
        "invalid_value",
        "money[0].amount"
    )]
    [InlineData(
        "money",
        """[{ "on": "2026-03-01", "payee": "12500107MB0A1B0135", "payer": "91500106MA5XUA015P", "amount": 5, "technicalAmount": 6 }]""",
        "invalid_value",
        "money[0].technicalAmount"
    )]
    [InlineData(
        "money",
        """
            [{ "on": "2026-03-01", "payee": "12500107MB0A1B0135", "payer": "91500106MA5XUA015P", "amount": 5, "technicalAmount": 5 },
              { "on": "2026-04-01", "payee": "12500107MB0A1B0135", "payer": "91500106MA5XUA015P", "amount": 6, "technicalAmount": 5, "refund": true }]
            """,
        "refunds_above_receipts",
        "money"
    )]
    public async Task Facts_that_make_no_sense_are_a_problem_with_their_path(string field, string value, string code, string path)
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Received));
        var contract = Given("缙云理工大学（虚构）", 1_000_000, RewardMessages.University);
        (field == "money" ? contract : contract["contract"]!)[field] = JsonNode.Parse(value);

        var reply = await EvaluateAsync(
            app,
            Http.Officer,
            new JsonObject
            {
                ["policyId"] = "received",
                ["year"] = 2026,
                ["facts"] = new JsonObject { ["contracts"] = new JsonArray(contract) },
            }
        );

        Assert.Equal((422, "checks_failed"), (reply.Status, reply.Code));
        Assert.Equal(($"facts.contracts[0].{path}", code), Assert.Single(reply.Errors));
    }

    [Theory]
    [InlineData("contract.kind", "\"Z9\"", "contract.kind")]
    [InlineData("contract.declared", """{ "productSale": 5 }""", "contract.declared.productSale")]
    [InlineData("contract.declared", """{ "productSales": "many" }""", "contract.declared.productSales")]
    [InlineData("money[0].payee", "\"91500107MA5XUA0231\"", "money[0].payee")]
    [InlineData("money[0].payer", "\"91500107MA5XUA0231\"", "money[0].payer")]
    [InlineData("money[0].on", "\"2026-05-01\"", "money")]
    public async Task Facts_in_the_body_are_checked_as_those_that_are_put(string field, string value, string path)
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Received));
        var contract = Given("缙云理工大学（虚构）", 1_000_000, RewardMessages.University);
        contract["money"] = JsonNode.Parse(
            $$"""
            [{ "on": "2026-03-01", "payee": "{{RewardMessages.University}}", "payer": "{{RewardMessages.Company}}", "amount": 5,
               "technicalAmount": 5 },
             { "on": "2026-04-01", "payee": "{{RewardMessages.University}}", "payer": "{{RewardMessages.Company}}", "amount": 5,
               "technicalAmount": 5, "refund": true }]
            """
        );
        JsonPaths.Set(contract, field, value);

        var reply = await EvaluateAsync(app, Http.Officer, Body("received", contract));

        Assert.Equal((422, "checks_failed"), (reply.Status, reply.Code));
        Assert.Contains($"facts.contracts[0].{path}", reply.Errors.Select(e => e.Path));
    }

    [Fact]
    public async Task Declared_facts_of_organisations_are_checked_and_a_contract_counts_once()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Received));
        var contract = Given("缙云理工大学（虚构）", 1_000_000, RewardMessages.University);
        contract["contract"]!["number"] = "5000012026000001";
        var body = Body("received", contract, contract.DeepClone());
        body["facts"]!["declared"] = JsonNode.Parse($$"""{ "{{RewardMessages.University}}": { "goodStandng": true } }""");

        var reply = await EvaluateAsync(app, Http.Officer, body);
        Assert.Equal("facts.contracts[1].contract", Assert.Single(reply.Errors).Path);

        body = Body("received", contract.DeepClone());
        body["facts"]!["declared"] = JsonNode.Parse($$"""{ "{{RewardMessages.University}}": { "goodStandng": true } }""");
        reply = await EvaluateAsync(app, Http.Officer, body);
        Assert.Equal($"facts.declared.{RewardMessages.University}.goodStandng", Assert.Single(reply.Errors).Path);
    }

    [Fact]
    public async Task Two_persons_of_one_name_are_two_and_assumptions_are_marked()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Received));
        var answer = (
            await EvaluateAsync(app, Http.Officer, Body("received", Given("张伟（虚构）", 1_000), Given("张伟（虚构）", 2_000)))
        ).Json!;

        Assert.Equal((2, 30m), ((int)answer["totals"]!["beneficiaries"]!, (decimal)answer["totals"]!["amount"]!));
        Assert.Contains("2份合同没有到账（支付）记录", answer["assumptions"]!.AsArray()[0]!["zh"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_beneficiary_with_nothing_counted_is_not_eligible_and_told_why()
    {
        var app = await RewardsApp.NewAsync();
        await app.TellAsync(new("c1", 7, RewardMessages.Contract("c1") with { RelatedParty = true }));

        var answer = (await EvaluateAsync(app, Http.Officer, new JsonObject { ["policyId"] = "sample-seller", ["factsOf"] = 2026 })).Json!;

        var one = answer["beneficiaries"]!.AsArray().Single()!;
        Assert.Equal((false, 0), ((bool)one["eligible"]!, (int)answer["totals"]!["eligible"]!));
        Assert.Contains(one["explanation"]!.AsArray(), s => (string)s!["code"]! == "nothing_counts");
    }

    [Fact]
    public async Task A_declared_policy_works_on_past_facts()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Spend));
        var stated = new OrganisationYear
        {
            Uscc = RewardMessages.University,
            Year = 2026,
            Facts = new Dictionary<string, JsonElement>
            {
                ["goodStanding"] = JsonSerializer.SerializeToElement(true),
                ["rdSpend"] = JsonSerializer.SerializeToElement(1_000_000),
            },
            Party = Some.University with { Uscc = RewardMessages.University },
            By = "finance-a",
            At = app.Time.Now,
        };
        await app.Organisations.UpdateAsync(
            OrganisationYear.IdOf(stated.Uscc, stated.Year),
            _ => new(stated, new FactsStated(stated.Facts, stated.By, stated.At)),
            Caller.System(),
            default
        );

        var answer = (await EvaluateAsync(app, Http.Officer, new JsonObject { ["policyId"] = "spend", ["factsOf"] = 2026 })).Json!;

        Assert.Equal((1, 50_000m), ((int)answer["totals"]!["eligible"]!, (decimal)answer["totals"]!["amount"]!));
    }

    [Fact]
    public async Task A_budget_in_proportion_is_applied_and_what_is_left_out_is_named()
    {
        var app = await RewardsApp.NewAsync();
        var policy = JsonNode.Parse(SomePolicies.Rate(1, 0.1m))!;
        policy["budget"] = JsonNode.Parse("""{ "perYear": 100, "article": "四" }""");
        policy["exclusiveGroups"] = new JsonArray("group");
        var body = Body("rate", Given("甲（虚构）", 1_000), Given("乙（虚构）", 3_000));
        body.Remove("policyId");
        body["policy"] = policy;

        var answer = (await EvaluateAsync(app, Http.Officer, body)).Json!;

        Assert.Equal((400m, 100m), ((decimal)answer["totals"]!["amount"]!, (decimal)answer["totals"]!["settled"]!));
        Assert.Equal([75m, 25m], answer["beneficiaries"]!.AsArray().Select(b => (decimal)b!["settled"]!));
        Assert.Contains("排他", answer["leftOut"]!.AsArray().Single()!["zh"]!.ToString(), StringComparison.Ordinal);
    }

    private static JsonObject Body(string policy, params IEnumerable<JsonNode> contracts) =>
        new()
        {
            ["policyId"] = policy,
            ["year"] = 2026,
            ["facts"] = new JsonObject { ["contracts"] = new JsonArray([.. contracts]) },
        };

    private static JsonObject Given(string seller, decimal technical, string? uscc = null)
    {
        var party = new JsonObject
        {
            ["name"] = seller,
            ["kind"] = "150",
            ["inZone"] = true,
        };
        if (uscc is not null)
            party["uscc"] = uscc;
        return new()
        {
            ["contract"] = new JsonObject
            {
                ["kind"] = "D1",
                ["registeredOn"] = "2026-05-01",
                ["sellers"] = new JsonArray(party),
                ["buyers"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = "买方（虚构）",
                        ["uscc"] = RewardMessages.Company,
                        ["kind"] = "150",
                        ["inZone"] = false,
                    }
                ),
                ["technicalAmount"] = technical,
                ["valueStatus"] = "fixed",
                ["paymentMode"] = "once",
                ["relatedParty"] = false,
            },
        };
    }

    private static (string, int, decimal)[] Costs(JsonNode? costs) =>
        [.. costs!.AsArray().Select(c => ((string)c!["code"]!, (int)c["beneficiaries"]!, (decimal)c["amount"]!))];

    private static Task<Reply> EvaluateAsync(RewardsApp app, Caller caller, JsonNode body) =>
        FunctionCall.PostAsync(
            new EvaluatePolicy(app.Policies, app.Records, app.Organisations, app.Lists).Run,
            caller,
            "/api/policies/evaluate",
            body
        );

    private static async Task<int> RowsAsync(RewardsApp app)
    {
        var tables = new TableServiceClient(await AzuriteServer.ConnectionStringAsync());
        var rows = 0;
        foreach (var table in (string[])["Aggregates", "Copies", "Counters", "Lists"])
        {
            await foreach (var _ in tables.GetTableClient($"{app.Storage.App}{table}").QueryAsync<TableEntity>())
                rows++;
        }
        return rows;
    }
}
