using System.Text.Json;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.Testing.Apps;
using static TechTransfer.RewardCalculation.Tests.Claims.ClaimApp;

namespace TechTransfer.RewardCalculation.Tests.Claims;

public sealed class ClaimExplanationTests
{
    [Theory]
    [InlineData("submitted", "policyPublished")]
    [InlineData("checked", "receiptRefunded")]
    [InlineData("settled", "contractChanged")]
    [InlineData("onNotice", "contractCancelled")]
    [InlineData("approved", "receiptRefunded")]
    public async Task Explanation_ends_with_the_amount_after_a_reduction(string status, string cause)
    {
        var app = await NewAsync();
        var claim = await app.InAsync(Json.Read<ClaimStatus>($"\"{status}\""), amount: 75_820);
        await app.ReduceAsync(Given.Office, 37_910, cause);

        claim = await app.GetAsync(Given.Office, claim.Id);
        var last = Last(claim);
        Assert.Equal((37_910m, "37,910.00"), (claim.Money("amount"), last.Result));
        var decided = status == "approved";
        Assert.Contains(decided ? "2026年6月1日：合同款项退回。" : "2026年5月20日：合同款项退回。", last.Text.Zh, StringComparison.Ordinal);
        Assert.Contains("75,820.00元", last.Text.Zh, StringComparison.Ordinal);
        Assert.Contains("37,910.00元", last.Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reduced_claim_shows_the_base_and_the_contracts_that_are_left()
    {
        var app = await NewAsync();
        var claim = Ok(
            await app.FileAsync(Given.Office, app.Entitle(Given.Office, 20_000, numbers: ["5001062026000001", "5001062026000002"])),
            201
        );
        await app.ReduceAsync(Given.Office, 10_000, "contractCancelled");

        claim = await app.GetAsync(Given.Office, claim.Id);
        Assert.Equal((1_000_000m, 1), (claim.Money("base"), (int)claim.Json!["contracts"]!));
        Assert.Equal("5001062026000001", claim.Json["contractNumbers"]!.AsArray().Single()!.ToString());
    }

    [Fact]
    public async Task Supplement_explains_what_other_claims_take()
    {
        var app = await NewAsync();
        await app.InAsync(ClaimStatus.Submitted, amount: 10_000);
        app.Time.Now += TimeSpan.FromDays(1);
        var supplement = Ok(await app.FileAsync(Given.Office, app.Entitle(Given.Office, 15_000)), 201);

        var last = Last(supplement);
        Assert.Equal(("claimed_before", "5,000.00"), (last.Code, last.Result));
        Assert.Contains("其他申报已占用10,000.00元", last.Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decision_prints_the_explanation_that_ends_with_its_amount()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Settled, amount: 75_820);
        await app.ReduceAsync(Given.Office, 37_910);
        claim = Ok(await app.NowAsync(Given.FinanceA, "publish", claim.Id));
        app.Time.Now += TimeSpan.FromDays(12);
        Ok(await app.NowAsync(Given.FinanceB, "approve", claim.Id));

        var told = await app.DrainAsync();
        var notice = told.Last(t => t.Type == MessageNames.RewardNoticeOpened).Body!.Value.Deserialize<RewardNoticeOpened>(Json.Options)!;
        var decided = told.Single(t => t.Type == MessageNames.RewardDecided).Body!.Value.Deserialize<RewardDecided>(Json.Options)!;
        Assert.Equal(("37,910.00", "3,791,000.00"), ($"{notice.Reward.Amount}", $"{notice.Reward.Base}"));
        Assert.Equal("37,910.00", decided.Explanation[^1].Result);
        Assert.Equal("37,910.00", $"{decided.Reward.Amount}");
    }

    private static Step Last(Reply claim) => claim.Json!["explanation"]!.AsArray()[^1].Deserialize<Step>(Json.Options)!;
}
