using System.Text.Json.Nodes;
using TechTransfer.Kernel.Calendar;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.Testing.Apps;
using static TechTransfer.RewardCalculation.Tests.Claims.ClaimApp;

namespace TechTransfer.RewardCalculation.Tests.Claims;

public sealed class RealEntitlementTests
{
    [Fact]
    public async Task A_contract_cancelled_after_the_reward_was_paid_takes_the_reward_back()
    {
        var rewards = await RewardsApp.NewAsync();
        await rewards.TellAsync(RewardMessages.Registered("c1", 1_000_000));
        var app = await OnAsync(rewards);
        var entitlement = (await rewards.EntitlementAsync("sample-seller", 2026, BeneficiaryRole.Seller, RewardMessages.University))!;
        var claim = Ok(await app.FileAsync(Given.Office, Given.Body(Entitled.Of(entitlement)!)), 201);
        Assert.Equal((10_000m, 1_000_000m), (claim.Money("claimed"), claim.Money("base")));

        claim = Ok(await app.ActAsync(Given.FinanceA, "check", claim));
        claim = Ok(await app.ActAsync(Given.FinanceA, "settle", claim));
        claim = Ok(await app.ActAsync(Given.FinanceA, "publish", claim));
        app.Time.Now += TimeSpan.FromDays(12);
        claim = Ok(await app.ActAsync(Given.FinanceB, "approve", claim));
        claim = Ok(await app.ActAsync(Given.FinanceA, "pay", claim, Given.Payment(app.Time.ChinaToday())));
        Assert.Equal(("paid", 10_000m), (claim.State, claim.Money("paid")));

        await rewards.TellAsync(RewardMessages.Cancelled("c1"));
        foreach (var change in await rewards.ChangesAsync())
            await app.Of<FollowEntitlement>().FollowAsync(change, default);

        claim = await app.GetAsync(Given.FinanceA, claim.Id);
        Assert.Equal(
            ("clawedBack", 0m, 10_000m, "contractCancelled"),
            (claim.State, claim.Money("amount"), claim.Money("toRepay"), (string)claim.Json!["clawBacks"]![0]!["cause"]!)
        );
        Assert.Contains("解除", (string)claim.Json["clawBacks"]![0]!["reason"]!["zh"]!, StringComparison.Ordinal);
        Assert.True((bool)(await app.HistoryAsync(Given.Auditor, claim.Id)).Json!["chainHolds"]!);
    }

    [Fact]
    public async Task A_second_contract_makes_a_supplement_and_a_change_of_the_first_takes_its_part_back()
    {
        var rewards = await RewardsApp.NewAsync();
        await rewards.TellAsync(RewardMessages.Registered("c1", 1_000_000));
        var app = await OnAsync(rewards);
        async Task<Reply> ConfirmAsync() =>
            await app.FileAsync(
                Given.Office,
                Given.Body(
                    Entitled.Of(await rewards.EntitlementAsync("sample-seller", 2026, BeneficiaryRole.Seller, RewardMessages.University))!
                )
            );
        var first = Ok(await ConfirmAsync(), 201);
        Assert.Equal("already_claimed", (await ConfirmAsync()).Code);

        app.Time.Now += TimeSpan.FromDays(1);
        await rewards.TellAsync(RewardMessages.Registered("c2", 2_000_000));
        Assert.Equal(
            "entitlement_stale",
            (
                await app.FileAsync(
                    Given.Office,
                    new JsonObject
                    {
                        ["entitlementId"] = first.Json!["entitlementId"]!.ToString(),
                        ["version"] = 1,
                        ["bankAccount"] = Given.Account(),
                    }
                )
            ).Code
        );
        var supplement = Ok(await ConfirmAsync(), 201);
        Assert.Equal((30_000m, 20_000m), (supplement.Money("entitled"), supplement.Money("claimed")));

        await rewards.TellAsync(RewardMessages.Changed("c1", 400_000));
        foreach (var change in await rewards.ChangesAsync())
            await app.Of<FollowEntitlement>().FollowAsync(change, default);
        Assert.Equal(
            (10_000m, 14_000m),
            (
                (await app.GetAsync(Given.FinanceA, first.Id)).Money("claimed"),
                (await app.GetAsync(Given.FinanceA, supplement.Id)).Money("claimed")
            )
        );
    }
}
