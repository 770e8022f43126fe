using System.Text.Json.Nodes;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Entitlements;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.RewardCalculation.Tests.Entitlements;
using TechTransfer.Testing.Apps;

namespace TechTransfer.RewardCalculation.Tests.Organisations;

public sealed class StatedFactsTests
{
    [Fact]
    public async Task An_entitlement_follows_what_is_stated_and_what_is_taken_back()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Spend));

        var first = await StateAsync(
            app,
            """{ "facts": { "rdSpend": 1000000 }, "party": { "name": "缙云理工大学（虚构）", "kind": "022", "inZone": true } }"""
        );
        await app.DrainAsync();
        var unknown = (await EntitledAsync(app))!;
        Assert.Equal((Yuan.Zero, false), (unknown.Award.Amount, unknown.Award.Eligible));
        Assert.Contains(unknown.Award.Missing, m => m.Contains("goodStanding", StringComparison.Ordinal));

        var second = await StateAsync(
            app,
            """
            { "facts": { "rdSpend": 1000000, "goodStanding": true }, "party": { "name": "缙云理工大学（虚构）", "kind": "022", "inZone": true } }
            """,
            first.Tag
        );
        await app.DrainAsync();
        var entitled = (await EntitledAsync(app))!;
        Assert.Equal((Yuan.Of(50_000), true, "declaredFacts"), (entitled.Award.Amount, entitled.Award.Eligible, entitled.Cause.Code));

        await StateAsync(app, """{ "facts": { "rdSpend": 1000000, "goodStanding": false } }""", second.Tag);
        await app.DrainAsync();
        Assert.Equal(Yuan.Zero, (await EntitledAsync(app))!.Award.Amount);
    }

    [Theory]
    [InlineData("""{ "facts": { "noSuchFact": true } }""", "facts.noSuchFact")]
    [InlineData("""{ "facts": { "goodStanding": "yes" } }""", "facts.goodStanding")]
    [InlineData("""{ "facts": { "rdSpend": -1 } }""", "facts.rdSpend")]
    [InlineData("""{ "facts": { "rdSpend": 0.001 } }""", "facts.rdSpend")]
    [InlineData("""{ "facts": { "awardRank": 1.5 } }""", "facts.awardRank")]
    [InlineData("""{ "facts": { "foundedOn": "2026-02-30" } }""", "facts.foundedOn")]
    [InlineData("""{ "facts": { "highTechCertification": "third" } }""", "facts.highTechCertification")]
    public async Task What_is_unknown_or_of_another_type_is_refused_with_its_path(string body, string path)
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Spend));

        var reply = await StateAsync(app, body);

        Assert.Equal((422, "checks_failed", path), (reply.Status, reply.Code, Assert.Single(reply.Errors).Path));
        Assert.False((await app.Organisations.LoadAsync(OrganisationYear.IdOf(RewardMessages.University, 2026))).Exists);
    }

    [Fact]
    public async Task A_fact_without_a_value_is_refused_with_its_path()
    {
        var reply = await StateAsync(
            await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Spend)),
            """{ "facts": { "rdSpend": null } }"""
        );

        Assert.Equal((400, "malformed_body", "facts.rdSpend"), (reply.Status, reply.Code, Assert.Single(reply.Errors).Path));
    }

    [Fact]
    public async Task Only_the_organisation_itself_and_officials_read_what_is_stated()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Spend));
        await StateAsync(app, """{ "facts": { "rdSpend": 1000000 } }""");
        Task<Reply> ReadAsync(Caller caller) =>
            FunctionCall.GetAsync(
                (r, c) => new GetStatedFacts(new(app.Organisations, OrganisationSetup.Commands)).Run(r, RewardMessages.University, 2026, c),
                caller,
                "/api/organisations/x/years/2026"
            );

        Assert.Equal(200, (await ReadAsync(Http.Office)).Status);
        Assert.Equal(200, (await ReadAsync(Http.Auditor)).Status);
        Assert.Equal(404, (await ReadAsync(Http.Stranger)).Status);
        Assert.Equal(428, (await StateAsync(app, """{ "facts": {} }""")).Status);
    }

    private static Task<Reply> StateAsync(RewardsApp app, string body, string? tag = null) =>
        FunctionCall.PutAsync(
            (r, c) =>
                new StateFacts(new(app.Organisations, OrganisationSetup.Commands), app.Policies, app.Time).Run(
                    r,
                    RewardMessages.University,
                    2026,
                    c
                ),
            Http.Finance,
            $"/api/organisations/{RewardMessages.University}/years/2026",
            JsonNode.Parse(body)!,
            tag
        );

    private static Task<Entitlement?> EntitledAsync(RewardsApp app) =>
        app.EntitlementAsync("spend", 2026, BeneficiaryRole.Seller, RewardMessages.University);
}
