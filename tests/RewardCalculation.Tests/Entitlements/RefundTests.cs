using System.Text.Json.Nodes;
using TechTransfer.Kernel.Money;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.RewardCalculation.Entitlements;

namespace TechTransfer.RewardCalculation.Tests.Entitlements;

/// <summary>Money that was received in one policy year and is paid back in a later one.</summary>
public sealed class RefundTests
{
    private static readonly DateOnly In2026 = new(2026, 11, 3);
    private static readonly DateOnly In2027 = new(2027, 2, 1);

    [Fact]
    public async Task A_late_refund_is_recovered_from_the_year_that_was_rewarded()
    {
        var app = await ReceivedAsync(SomePolicies.Received, "received");
        Assert.Equal(Yuan.Of(10_000), (await YearAsync(app, "received", 2026))!.Award.Amount);

        await app.TellAsync(RewardMessages.Refund("r1", 1_000_000, In2026, 400_000, In2027, "c1"));

        var rewarded = (await YearAsync(app, "received", 2026))!;
        Assert.Equal((Yuan.Of(600_000), Yuan.Of(6_000)), (rewarded.Award.Base, rewarded.Award.Amount));
        Assert.Equal("receiptRefunded", rewarded.Cause.Code);
        Assert.Null(await YearAsync(app, "received", 2027));
        Assert.Equal("400,000.00", (await ItemAsync(app, 2026)).Steps.Single(s => s.Code == "refund_recovered").Result);
        var later = await ItemAsync(app, 2027);
        Assert.Equal(0, later.Figures["money"]);
        Assert.Contains(
            "已从到账（支付）的年度扣减",
            later.Steps.Single(s => s.Code == "refund_of_earlier_year").Text.Zh,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_refund_within_the_year_is_taken_off_once()
    {
        var app = await ReceivedAsync(SomePolicies.Received, "received");

        await app.TellAsync(RewardMessages.Refund("r1", 1_000_000, In2026, 400_000, new(2026, 12, 20), "c1"));

        Assert.Equal(Yuan.Of(6_000), (await YearAsync(app, "received", 2026))!.Award.Amount);
        Assert.DoesNotContain((await ItemAsync(app, 2026)).Steps, s => s.Code.StartsWith("refund", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_late_refund_is_carried_forward_until_money_covers_it()
    {
        var policy = JsonNode.Parse(SomePolicies.Received)!;
        policy["process"] = new JsonObject { ["lateRefunds"] = "carryForward" };
        var app = await ReceivedAsync(policy.ToJsonString(), "received");
        await app.TellAsync(RewardMessages.Receipt("r2", 100_000, new(2027, 5, 1), "c1"));
        await app.TellAsync(RewardMessages.Receipt("r3", 500_000, new(2028, 5, 1), "c1"));
        Assert.Equal(Yuan.Of(5_000), (await YearAsync(app, "received", 2028))!.Award.Amount);

        await app.TellAsync(RewardMessages.Refund("r1", 1_000_000, In2026, 400_000, In2027, "c1"));

        var (first, second, third) = (
            (await YearAsync(app, "received", 2026))!.Award,
            (await YearAsync(app, "received", 2027))!.Award,
            (await YearAsync(app, "received", 2028))!.Award
        );
        Assert.Equal((Yuan.Of(10_000), Yuan.Zero, Yuan.Of(2_000)), (first.Amount, second.Amount, third.Amount));
        Assert.Equal((Yuan.Zero, Yuan.Of(200_000)), (second.Base, third.Base));
        Assert.Equal(-30_000_000, second.CarriedForward!["money"]);
        Assert.Contains(
            "300,000.00元结转下一年度",
            second.Steps.Single(s => s.Code == "refunds_carried").Text.Zh,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "上年度结转的退款300,000.00元",
            third.Steps.Single(s => s.Code == "refunds_carried").Text.Zh,
            StringComparison.Ordinal
        );
    }

    private static async Task<RewardsApp> ReceivedAsync(string policy, string id)
    {
        var app = await RewardsApp.NewAsync(SomePolicies.Book(policy));
        await app.TellAsync(RewardMessages.Registered("c1"));
        await app.TellAsync(RewardMessages.Receipt("r1", 1_000_000, In2026, "c1"));
        return app;
    }

    private static Task<Entitlement?> YearAsync(RewardsApp app, string policy, int year) =>
        app.EntitlementAsync(policy, year, BeneficiaryRole.Seller, RewardMessages.University);

    private static async Task<ItemResult> ItemAsync(RewardsApp app, int year)
    {
        var record = await app.Records.ReadAsync("c1");
        var contract = record.Facts!;
        return Assessment.OfItem(
            app.Book.VersionsOf("received")[0],
            year,
            ItemFacts.Of(contract, contract.Sellers[0], BeneficiaryRole.Seller, record.Money)
        );
    }
}
