using TechTransfer.Kernel.Decisions;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.Testing.Apps;

namespace TechTransfer.RewardCalculation.Tests.Entitlements;

/// <summary>Entitlements over HTTP: visible to their organisation, finance and auditors; everyone else gets 404.</summary>
public sealed class EntitlementHttpTests
{
    private const string SellerId = $"sample-seller.2026.seller.{RewardMessages.University}";

    [Fact]
    public async Task The_organisation_finance_and_auditors_see_what_it_is_entitled_to_and_others_find_nothing()
    {
        var app = await RewardsApp.NewAsync();
        await app.TellAsync(RewardMessages.Registered("c1"));
        var path = $"/api/entitlements?org={RewardMessages.University}&year=2026";

        foreach (var caller in (Caller[])[Http.Office, Http.Finance, Http.Auditor])
        {
            var list = await FunctionCall.GetAsync(List(app).Run, caller, path);
            var line = list.Json!["items"]!.AsArray().Single(i => (string)i!["policyId"]! == "sample-seller")!;
            Assert.Equal((SellerId, 10_000m, 1L), ((string)line["id"]!, (decimal)line["amount"]!, (long)line["version"]!));
            var one = await FunctionCall.GetAsync((r, c) => Get(app).Run(r, SellerId, c), caller, $"/api/entitlements/{SellerId}");
            Assert.Equal((200, "\"1\"", 10_000m), (one.Status, one.Tag, (decimal)one.Json!["award"]!["amount"]!));
            Assert.NotEmpty(one.Json["award"]!["steps"]!.AsArray());
            Assert.Equal(
                (0m, 0, $"/api/entitlements/{SellerId}/contracts"),
                ((decimal)one.Json["claimed"]!, one.Json["excludes"]!.AsArray().Count, (string)one.Json["contractsUrl"]!)
            );
        }
        foreach (var caller in (Caller[])[Http.Company, Http.Stranger])
        {
            Assert.Equal(404, (await FunctionCall.GetAsync(List(app).Run, caller, path)).Status);
            Assert.Equal(404, (await FunctionCall.GetAsync((r, c) => Get(app).Run(r, SellerId, c), caller, "/")).Status);
            Assert.Equal(
                404,
                (
                    await FunctionCall.GetAsync((r, c) => new GetEntitlementVersion(app.Entitlements).Run(r, SellerId, 1, c), caller, "/")
                ).Status
            );
            Assert.Equal(404, (await FunctionCall.GetAsync((r, c) => Contracts(app).Run(r, SellerId, c), caller, "/")).Status);
            Assert.Equal(
                404,
                (await FunctionCall.GetAsync(List(app).Run, caller, "/api/entitlements?policy=sample-seller&year=2026")).Status
            );
        }
        Assert.Single(
            (await FunctionCall.GetAsync(List(app).Run, Http.Finance, "/api/entitlements?policy=sample-seller&year=2026")).Json![
                "items"
            ]!.AsArray()
        );
    }

    [Fact]
    public async Task The_contracts_of_an_entitlement_say_what_each_adds_or_why_it_does_not_count()
    {
        var app = await RewardsApp.NewAsync();
        await app.TellAsync(RewardMessages.Registered("c1"));
        await app.TellAsync(new("c2", 7, RewardMessages.Contract("c2", 500_000) with { PaymentMode = "equity" }));

        var items = (await FunctionCall.GetAsync((r, c) => Contracts(app).Run(r, SellerId, c), Http.Office, "/")).Json!["items"]!.AsArray();

        Assert.Equal(2, items.Count);
        var (counts, not) = (items.Single(i => (string)i!["contractId"]! == "c1")!, items.Single(i => (string)i!["contractId"]! == "c2")!);
        Assert.True((bool)counts["counts"]!);
        Assert.False((bool)not["counts"]!);
        Assert.Contains(not["explanation"]!.AsArray(), s => (string?)s!["code"] == "payment_mode" && (string?)s["result"] == "not_met");
        Assert.Equal(1, (await app.EntitlementAsync("sample-seller", 2026, BeneficiaryRole.Seller, RewardMessages.University))!.Contracts);
    }

    [Fact]
    public async Task A_list_is_read_page_by_page()
    {
        var app = await RewardsApp.NewAsync();
        for (var i = 0; i < 3; i++)
            await app.TellAsync(new($"c{i}", 7, RewardMessages.Contract($"c{i}", seller: Sellers[i])));

        var first = await FunctionCall.GetAsync(List(app).Run, Http.Finance, "/api/entitlements?policy=sample-seller&year=2026&limit=2");
        var rest = await FunctionCall.GetAsync(
            List(app).Run,
            Http.Finance,
            $"/api/entitlements?policy=sample-seller&year=2026&limit=2&cursor={first.Json!["cursor"]}"
        );

        Assert.Equal(
            Sellers.Order(StringComparer.Ordinal),
            first.Json["items"]!
                .AsArray()
                .Concat(rest.Json!["items"]!.AsArray())
                .Select(i => (string)i!["uscc"]!)
                .Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("", "malformed_query")]
    [InlineData("org=12500107MB0A1B0135", "malformed_query")]
    [InlineData("org=12500107MB0A1B0135&year=20", "malformed_query")]
    [InlineData("org=12500107MB0A1B0135&year=2026&policy=sample-seller", "malformed_query")]
    [InlineData("org=12500107MB0A1B0136&year=2026", "malformed_query")]
    [InlineData("org=12500107MB0A1B0135&year=2026&limit=0", "malformed_query")]
    [InlineData("org=12500107MB0A1B0135&year=2026&cursor=x", "malformed_cursor")]
    [InlineData("policy=none&year=2026", "not_found")]
    public async Task A_query_that_makes_no_sense_is_a_problem(string query, string code)
    {
        var app = await RewardsApp.NewAsync();
        Assert.Equal(code, (await FunctionCall.GetAsync(List(app).Run, Http.Finance, $"/api/entitlements?{query}")).Code);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("sample-seller.2026.seller.91500106MA5XUA015P")]
    [InlineData("a/b")]
    [InlineData("a#b")]
    public async Task What_is_not_there_is_not_found(string id)
    {
        var app = await RewardsApp.NewAsync();
        Assert.Equal(404, (await FunctionCall.GetAsync((r, c) => Get(app).Run(r, id, c), Http.Finance, "/")).Status);
        Assert.Equal(
            404,
            (await FunctionCall.GetAsync((r, c) => new GetEntitlementVersion(app.Entitlements).Run(r, id, 1, c), Http.Finance, "/")).Status
        );
        Assert.Equal(404, (await FunctionCall.GetAsync((r, c) => Contracts(app).Run(r, id, c), Http.Finance, "/")).Status);
    }

    private static readonly string[] Sellers = [RewardMessages.University, RewardMessages.Company, RewardMessages.OtherCompany];

    private static ListEntitlements List(RewardsApp app) => new(app.Lists, app.Policies);

    private static GetEntitlement Get(RewardsApp app) =>
        new(new(app.Entitlements, EntitlementSetup.Commands), new ClaimAccounts(app.Accounts).OnAsync, app.Policies);

    private static ListEntitlementContracts Contracts(RewardsApp app) => new(app.Entitlements, app.Accounts, app.Records, app.Policies);
}
