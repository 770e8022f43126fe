using System.Text.Json;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.Engine;
using static TechTransfer.RewardCalculation.Tests.Claims.ClaimApp;

namespace TechTransfer.RewardCalculation.Tests.Claims;

public sealed class ClawBackTests
{
    [Fact]
    public async Task A_cancelled_contract_takes_a_paid_reward_back_with_the_difference()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Paid);
        await app.DrainAsync();
        Assert.Equal(1, await app.ReduceAsync(Given.Office, 0, "contractCancelled"));

        claim = await app.GetAsync(Given.FinanceA, claim.Id);
        Assert.Equal(
            ("clawedBack", 0m, 12_000m, 2),
            (claim.State, claim.Money("amount"), claim.Money("toRepay"), (int)claim.Json!["edition"]!)
        );
        var sent = await app.DrainAsync();
        var message = sent.Single(t => t.Type == MessageNames.RewardClawedBack).Body!.Value.Deserialize<RewardClawedBack>(Json.Options)!;
        Assert.Equal(
            (2, 1, Yuan.Zero, Yuan.Of(12_000)),
            (message.Reward.Edition, message.Replaces, message.Reward.Amount, message.Difference)
        );
        Assert.Contains(
            sent,
            t => t.Type == MessageNames.NotificationMessage && t.Body!.Value.GetProperty("type").GetString() == "rewardClawedBack"
        );

        var repaid = Ok(await app.ActAsync(Given.FinanceA, "repay", claim, Given.Payment(app.Time.ChinaToday(), "退款-1")));
        Assert.Equal(
            ("clawedBack", 0m, 12_000m),
            (repaid.State, repaid.Money("toRepay"), (decimal)repaid.Json!["repayments"]![0]!["amount"]!)
        );
        Assert.Equal("nothing_to_repay", (await app.ActAsync(Given.FinanceA, "repay", repaid, Given.Payment(app.Time.ChinaToday()))).Code);
    }

    [Fact]
    public async Task A_reason_that_was_typed_without_a_full_stop_is_a_sentence_of_its_own()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Paid);
        await app.DrainAsync();
        await app.ReduceAsync(Given.Office, 0, "contractRevoked", reason: new("登记已撤销：虚假", "The registration was revoked: 虚假"));

        claim = await app.GetAsync(Given.FinanceA, claim.Id);
        var text = claim.Json!["explanation"]!.AsArray()[^1]!["text"]!;
        Assert.EndsWith("：登记已撤销：虚假。奖励由12,000.00元调减为0.00元。", (string)text["zh"]!, StringComparison.Ordinal);
        Assert.EndsWith("revoked: 虚假. The reward is reduced from 12,000.00 to 0.00 yuan.", (string)text["en"]!, StringComparison.Ordinal);
        var notification = (await app.DrainAsync()).Single(t => t.Type == MessageNames.NotificationMessage).Body!.Value.GetProperty("text");
        Assert.EndsWith("理由：登记已撤销：虚假。", notification.GetProperty("zh").GetString(), StringComparison.Ordinal);
        Assert.EndsWith(
            "Reason: The registration was revoked: 虚假.",
            notification.GetProperty("en").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_refund_takes_back_its_part_and_later_money_makes_a_supplement()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Paid);
        await app.ReduceAsync(Given.Office, 7_500);

        claim = await app.GetAsync(Given.FinanceA, claim.Id);
        Assert.Equal(("clawedBack", 7_500m, 4_500m), (claim.State, claim.Money("amount"), claim.Money("toRepay")));
        claim = Ok(await app.ActAsync(Given.FinanceA, "repay", claim, Given.Payment(app.Time.ChinaToday())));
        Assert.Equal(("paid", 7_500m, 0m), (claim.State, claim.Money("amount"), claim.Money("toRepay")));

        var supplement = Ok(await app.FileAsync(Given.Office, app.Entitle(Given.Office, 10_000)), 201);
        Assert.Equal((10_000m, 2_500m), (supplement.Money("entitled"), supplement.Money("claimed")));
        Assert.Equal(7_500m, (await app.GetAsync(Given.FinanceA, claim.Id)).Money("amount"));
    }

    [Fact]
    public async Task What_is_approved_and_not_paid_falls_and_the_rest_is_paid()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Approved);
        await app.DrainAsync();
        await app.ReduceAsync(Given.Office, 7_500, "contractChanged");

        claim = await app.GetAsync(Given.FinanceA, claim.Id);
        Assert.Equal(
            ("approved", 7_500m, 0m, 2),
            (claim.State, claim.Money("amount"), claim.Money("toRepay"), (int)claim.Json!["edition"]!)
        );
        var message = (await app.DrainAsync())
            .Single(t => t.Type == MessageNames.RewardClawedBack)
            .Body!.Value.Deserialize<RewardClawedBack>(Json.Options)!;
        Assert.Equal((Yuan.Of(7_500), Yuan.Zero), (message.Reward.Amount, message.Difference));
        claim = Ok(await app.ActAsync(Given.FinanceA, "pay", claim, Given.Payment(app.Time.ChinaToday())));
        Assert.Equal(7_500m, claim.Money("paid"));
    }

    [Theory]
    [InlineData("submitted", "submitted")]
    [InlineData("checked", "checked")]
    [InlineData("settled", "settled")]
    [InlineData("onNotice", "settled")]
    [InlineData("objected", "settled")]
    [InlineData("appealed", "appealed")]
    public async Task Before_the_decision_a_claim_takes_less_and_its_notice_stops(string before, string after)
    {
        var app = await NewAsync();
        var claim = await app.InAsync(Json.Read<ClaimStatus>($"\"{before}\""));
        await app.ReduceAsync(Given.Office, 7_500);

        claim = await app.GetAsync(Given.FinanceA, claim.Id);
        Assert.Equal((after, 7_500m, 7_500m), (claim.State, claim.Money("claimed"), claim.Money("amount")));
        Assert.Empty((await app.NoticesAsync()).Json!["items"]!.AsArray());
        Assert.DoesNotContain(await app.DrainAsync(), t => t.Type == MessageNames.RewardClawedBack);
    }

    [Fact]
    public async Task A_claim_whose_entitlement_is_gone_is_rejected_with_the_reason()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Checked);
        await app.ReduceAsync(Given.Office, 0, "contractRevoked");

        claim = await app.GetAsync(Given.Office, claim.Id);
        Assert.Equal(("rejected", "合同款项退回。"), (claim.State, (string)claim.Json!["rejection"]!["reason"]!["zh"]!));
        Assert.Equal(0m, claim.Money("amount"));
    }

    [Fact]
    public async Task No_step_towards_payment_is_taken_before_the_claim_has_followed()
    {
        var app = await NewAsync();
        var submitted = await app.InAsync(ClaimStatus.Submitted);
        var approved = await app.InAsync(ClaimStatus.Approved, Given.Company);
        // The entitlements have decreased, but the claims have not received the messages yet.
        var changed = Changed(app.Entitle(Given.Company, 5_000), "receiptRefunded");
        app.Entitle(Given.Office, 5_000);

        Assert.Equal("entitlement_changing", (await app.ActAsync(Given.FinanceA, "check", submitted)).Code);
        Assert.Equal(
            "entitlement_changing",
            (await app.ActAsync(Given.FinanceA, "pay", approved, Given.Payment(app.Time.ChinaToday()))).Code
        );
        await app.Of<FollowEntitlement>().FollowAsync(changed, default);
        Assert.Equal(
            5_000m,
            Ok(await app.NowAsync(Given.FinanceA, "pay", approved.Id, Given.Payment(app.Time.ChinaToday()))).Money("paid")
        );
    }

    [Fact]
    public async Task Messages_that_come_twice_late_and_out_of_order_come_to_the_same()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Paid);
        var refund = Changed(app.Entitle(Given.Office, 6_000), "receiptRefunded");
        var later = Changed(app.Entitle(Given.Office, 8_000), "receiptConfirmed");
        foreach (var message in (EntitlementChanged[])[later, refund, later, refund, refund])
            await app.Of<FollowEntitlement>().FollowAsync(message, default);

        claim = await app.GetAsync(Given.FinanceA, claim.Id);
        // The claw-back uses the entitlement's amount at the time when the refund's message arrives.
        Assert.Equal((8_000m, 4_000m, 1), (claim.Money("amount"), claim.Money("toRepay"), claim.Json!["clawBacks"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_new_version_of_the_policy_takes_nothing_back_that_was_decided()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Approved);
        await app.ReduceAsync(Given.Office, 7_500, "policyPublished");

        claim = Ok(await app.NowAsync(Given.FinanceA, "pay", claim.Id, Given.Payment(app.Time.ChinaToday())));
        Assert.Equal(12_000m, claim.Money("paid"));
    }

    [Fact]
    public async Task A_policy_says_what_takes_a_reward_back()
    {
        var app = await NewAsync(null, Given.Policy() with { Process = new() { ClawBack = [ClawBackCause.Revoked] } });
        var claim = await app.InAsync(ClaimStatus.Paid);
        await app.ReduceAsync(Given.Office, 7_500, "receiptRefunded");
        Assert.Equal(0m, (await app.GetAsync(Given.FinanceA, claim.Id)).Money("toRepay"));
        await app.ReduceAsync(Given.Office, 0, "contractRevoked");
        Assert.Equal(12_000m, (await app.GetAsync(Given.FinanceA, claim.Id)).Money("toRepay"));
    }

    [Fact]
    public async Task Of_several_claims_on_one_entitlement_the_latest_undecided_falls_first()
    {
        var app = await NewAsync();
        var first = await app.InAsync(ClaimStatus.Submitted, amount: 10_000);
        app.Time.Now += TimeSpan.FromDays(1);
        var second = Ok(await app.FileAsync(Given.Office, app.Entitle(Given.Office, 15_000)), 201);
        Assert.Equal(5_000m, second.Money("claimed"));
        await app.ReduceAsync(Given.Office, 12_000);

        Assert.Equal(10_000m, (await app.GetAsync(Given.FinanceA, first.Id)).Money("claimed"));
        Assert.Equal(2_000m, (await app.GetAsync(Given.FinanceA, second.Id)).Money("claimed"));
    }

    [Fact]
    public async Task Two_claims_at_once_do_not_get_the_same_money()
    {
        var app = await NewAsync();
        var entitled = app.Entitle(Given.Office, 12_000);
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => app.FileAsync(i % 2 == 0 ? Given.Office : Given.OfficeB, entitled))
        );

        Assert.Equal(12_000m, replies.Where(r => r.Status == 201).Sum(r => r.Money("claimed")));
        Assert.All(replies.Where(r => r.Status != 201), r => Assert.Contains(r.Code, (string[])["entitlement_claimed", "already_claimed"]));
    }

    [Fact]
    public async Task Policies_of_an_exclusive_group_shut_each_other_out_and_not_their_own_supplements()
    {
        var app = await NewAsync(
            null,
            Given.Policy() with
            {
                ExclusiveGroups = ["seller-rewards"],
            },
            Given.Policy("other") with
            {
                ExclusiveGroups = ["seller-rewards"],
            }
        );
        var claim = Ok(await app.FileAsync(Given.Office, app.Entitle(Given.Office, 12_000)), 201);
        var other = app.Entitle(Given.Office, 30_000, "other");
        var shut = await app.FileAsync(Given.Office, other);
        Assert.Equal("exclusive_group_taken", shut.Code);
        Assert.Contains(claim.Id, (string)shut.Json!["detail"]!, StringComparison.Ordinal);
        Assert.Contains(Given.Policy().Name.En, (string)shut.Json["detail"]!, StringComparison.Ordinal);
        var shown = await app.Of<ClaimAccounts>()
            .OnAsync(
                (string)claim.Json!["entitlementId"]!,
                (int)claim.Json["year"]!,
                Given.Office.Organisation!,
                ["seller-rewards"],
                default
            );
        Assert.Equal(Yuan.Of(12_000), shown.Claimed);
        Assert.Equal([KeyValuePair.Create(Given.Policy().Id, claim.Id)], shown.ByPolicy);
        Assert.Equal(201, (await app.FileAsync(Given.Company, app.Entitle(Given.Company, 30_000, "other"))).Status);
        Assert.Equal(201, (await app.FileAsync(Given.Office, app.Entitle(Given.Office, 13_000))).Status);

        foreach (var line in (await app.ListAsync(Given.Office, "")).Json!["items"]!.AsArray())
            Ok(await app.NowAsync(Given.Office, "withdraw", (string)line!["id"]!));
        Assert.Equal(201, (await app.FileAsync(Given.Office, other)).Status);
        Assert.Equal(
            "exclusive_group_taken",
            (await app.FileAsync(Given.Office, app.Entitlements[claim.Json!["entitlementId"]!.ToString()])).Code
        );
    }
}
