using System.Text.Json.Nodes;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.Evaluation;
using TechTransfer.RewardCalculation.Policies;
using TechTransfer.RewardCalculation.Tests.Entitlements;
using TechTransfer.Testing.Apps;

namespace TechTransfer.RewardCalculation.Tests.Evaluation;

/// <summary>Plays a year of the zone: at every point, the forecast is what the entitlements give, per beneficiary and to the fen.</summary>
public sealed class ForecastTests
{
    private static readonly string[] Organisations = [RewardMessages.University, RewardMessages.Company, RewardMessages.OtherCompany];

    private static readonly PolicyBook Book = new([
        .. Some.Book.All.Where(p => p.Id.StartsWith("sample-", StringComparison.Ordinal)),
        .. SomePolicies.Book(SomePolicies.Received, SomePolicies.Growth, SomePolicies.ToDate, SomePolicies.Rate(1, 0.0123m)).All,
    ]);

    [Fact]
    public async Task The_forecast_is_what_the_entitlements_give_all_year_long()
    {
        var app = await RewardsApp.NewAsync(Book);
        await app.TellAsync(new("old", 7, RewardMessages.Contract("old", 777_777.77m, on: new(2025, 9, 1))));
        for (var i = 1; i <= 4; i++)
            await app.TellAsync(RewardMessages.Registered($"c{i}", 1_000_000.01m * i));
        await app.TellAsync(
            new("c5", 7, RewardMessages.Contract("c5", 333_333.33m, RewardMessages.OtherCompany, RewardMessages.University))
        );
        await app.TellAsync(new("related", 7, RewardMessages.Contract("related", 5_000_000) with { RelatedParty = true }));
        // A seller without a credit code is entitled to nothing.
        var abroad = RewardMessages.Contract("abroad", 2_355_000);
        await app.TellAsync(
            new("abroad", 7, abroad with { Sellers = [abroad.Sellers[0] with { Uscc = null, Name = "Fictional Labs", Country = "304" }] })
        );
        await CompareAsync(app);

        await app.TellAsync(RewardMessages.Receipt("r0", 100_000.05m, new(2025, 12, 30), "old"));
        await app.TellAsync(RewardMessages.Receipt("r1", 333_333.35m, new(2026, 6, 1), "c1", "c2"));
        await app.TellAsync(RewardMessages.Receipt("r2", 1_234.55m, new(2026, 11, 30), "old"));
        await CompareAsync(app);

        await app.TellAsync(RewardMessages.Refund("r1", 333_333.35m, new(2026, 6, 1), 111_111.10m, new(2027, 1, 15), "c1"));
        await CompareAsync(app);

        await app.TellAsync(RewardMessages.Cancelled("c3"));
        await app.TellAsync(RewardMessages.Changed("c4", 1_500_000.49m));
        await CompareAsync(app);

        var published = await FunctionCall.PutAsync(
            (r, c) => new PublishPolicy(new(app.Published, PublishedPolicySetup.Commands), app.Policies, app.Time).Run(r, "rate", c),
            Http.Officer,
            "/api/policies/rate",
            JsonNode.Parse(SomePolicies.Rate(2, 0.0077m, "2026-01-01"))!
        );
        Assert.Equal(200, published.Status);
        await app.DrainAsync();
        await CompareAsync(app);
    }

    private static async Task CompareAsync(RewardsApp app)
    {
        var compared = 0;
        foreach (var policy in Book.All.Select(p => (p.Id, p.Beneficiary)).Distinct())
        {
            var answer = (
                await FunctionCall.PostAsync(
                    new EvaluatePolicy(app.Policies, app.Records, app.Organisations, app.Lists).Run,
                    Http.Officer,
                    "/api/policies/evaluate",
                    new JsonObject { ["policyId"] = policy.Id, ["factsOf"] = 2026 }
                )
            ).Json!;
            var forecast = answer["beneficiaries"]!
                .AsArray()
                .ToDictionary(b => (string)b!["beneficiary"]!["uscc"]!, b => (Base: (decimal)b!["base"]!, Amount: (decimal)b["amount"]!));
            var total = Yuan.Zero;
            foreach (var uscc in Organisations)
            {
                var entitled = await app.EntitlementAsync(policy.Id, 2026, policy.Beneficiary, uscc);
                // An entitlement from which all contracts are gone stays with nothing in it.
                if (entitled is null || (entitled.Award.Base == Yuan.Zero && !forecast.ContainsKey(uscc)))
                {
                    Assert.False(forecast.ContainsKey(uscc), $"{policy.Id} forecasts for {uscc}");
                    continue;
                }
                Assert.Equal((entitled.Award.Base.Amount, entitled.Award.Amount.Amount), forecast[uscc]);
                total += entitled.Award.Amount;
                compared++;
            }
            Assert.Equal(total.Amount, (decimal)answer["totals"]!["amount"]!);
        }
        Assert.True(compared >= 8, $"{compared}");
    }
}
