using System.Text.Json.Nodes;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Organisations;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.Tests.Entitlements;
using TechTransfer.Testing.Apps;

namespace TechTransfer.RewardCalculation.Tests.Policies;

/// <summary>
/// Policy versions are published over HTTP, known to every instance, and used for entitlements as soon as their sums are complete.
/// </summary>
public sealed class PublishingTests
{
    [Fact]
    public async Task A_published_version_is_in_force_on_every_instance_and_the_open_one_before_ends()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Rate(1, 0.01m)));
        var other = app.Again();
        Assert.Single((await other.Policies.CurrentAsync()).Book.VersionsOf("rate"));

        var published = await PublishAsync(app, SomePolicies.Rate(2, 0.02m, "2026-01-01"));

        Assert.Equal((200, "\"1\""), (published.Status, published.Tag));
        Assert.Equal(
            [(1, (DateOnly?)new DateOnly(2025, 12, 31)), (2, null)],
            (await other.Policies.CurrentAsync()).Book.VersionsOf("rate").Select(v => (v.Version, v.To))
        );
        var read = await FunctionCall.GetAsync(
            (r, c) => new GetPolicyVersion(other.Policies).Run(r, "rate", 2, c),
            Http.Company,
            "/api/policies/rate/versions/2"
        );
        Assert.Equal((200, "2026-01-01"), (read.Status, (string?)read.Json!["from"]));
        Assert.Equal(
            "\"1\"",
            (
                await FunctionCall.GetAsync(
                    (r, c) => new GetPolicy(other.Policies, other.Published, other.Work, other.Time).Run(r, "rate", c),
                    Http.Company,
                    "/api/policies/rate"
                )
            ).Tag
        );
    }

    [Fact]
    public async Task Entitlements_follow_a_new_version_when_its_sums_are_filled_and_never_show_half_of_them()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Rate(1, 0.01m)));
        for (var i = 0; i < 30; i++)
            await app.TellAsync(RewardMessages.Registered($"c{i:D2}", 100_000));
        await app.ChangesAsync();

        await PublishAsync(app, SomePolicies.Rate(2, 0.02m, "2026-01-01"));
        // A contract that is registered before the new version is ready counts under the earlier version.
        await app.TellAsync(RewardMessages.Registered("late", 100_000));
        Assert.Equal((1, Yuan.Of(31_000)), await EntitledAsync(app));
        Assert.True(await app.DrainAsync() > 4);

        Assert.Equal((2, Yuan.Of(62_000)), await EntitledAsync(app));
        Assert.True((await app.Published.LoadAsync("rate")).State!.Versions.Single().Ready);
        // No message ever had a lower amount, because incomplete sums are not used.
        Assert.All(await app.ChangesAsync(), c => Assert.True(c.Amount >= Yuan.Of(31_000), $"{c.Amount}"));
        await app.TellAsync(RewardMessages.Cancelled("c00"));
        Assert.Equal((2, Yuan.Of(60_000)), await EntitledAsync(app));
    }

    [Fact]
    public async Task Steps_that_come_twice_or_late_change_nothing_and_a_killed_one_is_taken_up()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Rate(1, 0.01m)));
        await app.TellAsync(RewardMessages.Registered("c1"));
        await PublishAsync(app, SomePolicies.Rate(2, 0.02m, "2026-01-01"));

        await app.Steps.StepAsync("rate", 2, 3, default);
        Assert.False((await app.Work.LoadAsync("rate.2")).Exists);
        await app.Steps.StepAsync("rate", 2, 0, default);
        await app.Steps.StepAsync("rate", 2, 0, default);
        Assert.Equal(1, (await app.Work.LoadAsync("rate.2")).State!.Steps);
        await app.DrainAsync();

        Assert.Equal(RecalculationPhase.Done, (await app.Work.LoadAsync("rate.2")).State!.Phase);
        Assert.Equal((2, Yuan.Of(20_000)), await EntitledAsync(app));
    }

    [Fact]
    public async Task What_was_published_stands_over_a_file_of_a_later_build()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Rate(1, 0.01m)));
        await PublishAsync(app, SomePolicies.Rate(2, 0.02m, "2026-01-01"));
        var first = JsonNode.Parse(SomePolicies.Rate(1, 0.01m))!;
        first["to"] = "2025-12-31";

        var laterBuild = new PublishedPolicies(
            SomePolicies.Book(first.ToJsonString(), SomePolicies.Rate(2, 0.05m, "2026-01-01")),
            app.Published,
            app.Lists
        );

        Assert.Equal([1, 2], (await laterBuild.CurrentAsync()).Book.VersionsOf("rate").Select(v => v.Version));
        Assert.Equal(0.02m, ((FlatRate)(await laterBuild.CurrentAsync()).Book.VersionsOf("rate")[1].Clauses[0].Amount).Value);
    }

    [Fact]
    public async Task Work_whose_process_was_lost_is_resumed()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Rate(1, 0.01m)));
        await app.TellAsync(RewardMessages.Registered("c1"));
        await PublishAsync(app, SomePolicies.Rate(2, 0.02m, "2026-01-01"));
        await app.Steps.StepAsync("rate", 2, 0, default);
        await app.LoseMessagesAsync();

        Assert.Equal(0, await app.Runner.ResumeStalledAsync(default));
        Assert.Equal((2, "filling", 2025, 0.25m, null), await RecalculationAsync(app));
        var lost = app.Time.Now;
        app.Time.Now += TimeSpan.FromMinutes(3);
        Assert.Equal((2, "filling", 2025, 0.25m, lost), await RecalculationAsync(app));
        Assert.Equal(1, await app.Runner.ResumeStalledAsync(default));
        // A resumption alone is no progress.
        Assert.Equal((2, "filling", 2025, 0.25m, lost), await RecalculationAsync(app));
        await app.DrainAsync();
        Assert.Null(await RecalculationAsync(app));

        Assert.Equal((2, Yuan.Of(20_000)), await EntitledAsync(app));
        app.Time.Now += TimeSpan.FromMinutes(3);
        Assert.Equal(0, await app.Runner.ResumeStalledAsync(default));
    }

    private static async Task<(int, string?, int, decimal, DateTimeOffset?)?> RecalculationAsync(RewardsApp app)
    {
        var read = await FunctionCall.GetAsync(
            (r, c) => new GetPolicy(app.Policies, app.Published, app.Work, app.Time).Run(r, "rate", c),
            null,
            "/api/policies/rate"
        );
        return read.Json!["recalculation"] is { } job
            ? (
                (int)job["version"]!,
                (string?)job["phase"],
                (int)job["year"]!,
                (decimal)job["progress"]!,
                (DateTimeOffset?)job["stalledSince"]
            )
            : null;
    }

    [Fact]
    public async Task A_step_waits_until_its_publication_is_to_be_seen()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Rate(1, 0.01m)));

        Assert.False(await app.Steps.StepAsync("rate", 2, 0, default));

        Assert.False((await app.Work.LoadAsync("rate.2")).Exists);
    }

    [Fact]
    public async Task A_policy_that_needs_no_contract_reaches_organisations_about_which_something_was_stated()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Rate(1, 0.01m)));
        var stated = await FunctionCall.PutAsync(
            (r, c) =>
                new StateFacts(new(app.Organisations, OrganisationSetup.Commands), app.Policies, app.Time).Run(
                    r,
                    RewardMessages.University,
                    2026,
                    c
                ),
            Http.Finance,
            $"/api/organisations/{RewardMessages.University}/years/2026",
            JsonNode.Parse(
                """
                { "facts": { "rdSpend": 1000000, "goodStanding": true }, "party": { "name": "缙云理工大学（虚构）", "kind": "022", "inZone": true } }
                """
            )!
        );
        Assert.Equal(200, stated.Status);
        await app.DrainAsync();

        await FunctionCall.PutAsync(
            (r, c) => Publish(app).Run(r, "spend", c),
            Http.Officer,
            "/api/policies/spend",
            JsonNode.Parse(SomePolicies.Spend)!
        );
        await app.DrainAsync();

        Assert.Equal(
            Yuan.Of(50_000),
            (await app.EntitlementAsync("spend", 2026, BeneficiaryRole.Seller, RewardMessages.University))!.Award.Amount
        );
    }

    [Fact]
    public async Task A_new_policy_reaches_contracts_that_were_registered_long_before()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Received));
        await app.TellAsync(RewardMessages.Registered("c1"));

        Assert.Equal(200, (await PublishAsync(app, SomePolicies.Rate(1, 0.03m))).Status);
        await app.DrainAsync();

        Assert.Equal((1, Yuan.Of(30_000)), await EntitledAsync(app));
        Assert.Equal(
            "policyPublished",
            (await app.EntitlementAsync("rate", 2026, BeneficiaryRole.Seller, RewardMessages.University))!.Cause.Code
        );
    }

    [Theory]
    [InlineData("version", "3", "invalid_value", "version")]
    [InlineData("version", "1", "invalid_value", "version")]
    [InlineData("from", "\"2025-01-01\"", "policy_versions_overlap", "from")]
    [InlineData("from", "\"2024-01-01\"", "policy_versions_overlap", "from")]
    [InlineData("id", "\"other\"", "invalid_value", "id")]
    [InlineData("base", "\"nothing\"", "policy_refused", "base")]
    public async Task A_version_that_does_not_fit_is_refused_with_its_path_and_nothing_changes(
        string field,
        string value,
        string code,
        string path
    )
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Rate(1, 0.01m)));
        var body = JsonNode.Parse(SomePolicies.Rate(2, 0.02m, "2026-01-01"))!;
        body[field] = JsonNode.Parse(value);

        var reply = await PublishAsync(app, body.ToJsonString());

        Assert.Equal((422, code), (reply.Status, reply.Code));
        Assert.Contains(reply.Errors, e => e.Path == path);
        Assert.False((await app.Published.LoadAsync("rate")).Exists);
    }

    [Fact]
    public async Task Versions_that_say_their_end_may_not_overlap_and_a_stale_tag_is_refused()
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(SomePolicies.Rate(1, 0.01m)));
        var second = JsonNode.Parse(SomePolicies.Rate(2, 0.02m, "2026-01-01"))!;
        second["to"] = "2026-12-31";
        var tag = (await PublishAsync(app, second.ToJsonString())).Tag;

        Assert.Equal(
            (422, "policy_versions_overlap"),
            await PublishAsync(app, SomePolicies.Rate(3, 0.03m, "2026-12-31"), tag) is var overlapping
                ? (overlapping.Status, overlapping.Code)
                : default
        );
        Assert.Equal(
            (428, "if_match_missing"),
            await PublishAsync(app, SomePolicies.Rate(3, 0.03m, "2027-01-01")) is var bare ? (bare.Status, bare.Code) : default
        );
        Assert.Equal(
            (412, "version_conflict"),
            await PublishAsync(app, SomePolicies.Rate(3, 0.03m, "2027-01-01"), "\"7\"") is var stale ? (stale.Status, stale.Code) : default
        );
        Assert.Equal(200, (await PublishAsync(app, SomePolicies.Rate(3, 0.03m, "2027-01-01"), tag)).Status);
    }

    private static PublishPolicy Publish(RewardsApp app) => new(new(app.Published, PublishedPolicySetup.Commands), app.Policies, app.Time);

    internal static Task<Reply> PublishAsync(RewardsApp app, string text, string? tag = null) =>
        FunctionCall.PutAsync((r, c) => Publish(app).Run(r, "rate", c), Http.Officer, "/api/policies/rate", JsonNode.Parse(text)!, tag);

    private static async Task<(int Version, Yuan Amount)> EntitledAsync(RewardsApp app)
    {
        var entitled = (await app.EntitlementAsync("rate", 2026, BeneficiaryRole.Seller, RewardMessages.University))!;
        return (entitled.PolicyVersion, entitled.Award.Amount);
    }
}
