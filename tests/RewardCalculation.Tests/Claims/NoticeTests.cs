using System.Text.Json.Nodes;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Explanations;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.Notices;
using static TechTransfer.RewardCalculation.Tests.Claims.ClaimApp;

namespace TechTransfer.RewardCalculation.Tests.Claims;

public sealed class NoticeTests
{
    private static readonly Act By = new("finance-a", "财政经办人甲（虚构）", Given.Now);
    private static readonly JsonObject Ground = new() { ["ground"] = "合同双方为关联企业。" };

    [Theory]
    // Columns: day of opening, working days, last day, whether the last day is provisional because the year's holidays are not published.
    // Working Saturdays count; holidays do not.
    [InlineData("2026-05-20", 5, "2026-05-27", false)]
    [InlineData("2026-04-30", 5, "2026-05-11", false)]
    [InlineData("2026-09-18", 5, "2026-09-24", false)]
    [InlineData("2026-05-20", 3, "2026-05-27", false)]
    [InlineData("2026-05-20", 7, "2026-05-29", false)]
    [InlineData("2026-12-28", 5, "2027-01-05", true)]
    [InlineData("2027-03-01", 5, "2027-03-08", true)]
    public void A_notice_runs_at_least_five_working_days_and_the_day_it_opens_does_not_count(
        string opened,
        int days,
        string until,
        bool provisional
    )
    {
        var notice = PublicNotice.Open(DateOnly.Parse(opened, null), days, WorkingCalendar.Published, By);

        Assert.Equal((DateOnly.Parse(until, null), provisional), (notice.Until, notice.Provisional));
        Assert.False(notice.IsOver(notice.Until));
        Assert.True(notice.IsOver(notice.Until.AddDays(1)));
    }

    [Fact]
    public async Task Anyone_reads_the_notices_that_run()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.OnNotice);

        var notice = Assert.Single((await app.NoticesAsync()).Json!["items"]!.AsArray())!;
        Assert.Equal(
            (claim.Id, Given.NameOf(Given.Office), 12_000m, "2026-05-27", "5001062026000001"),
            (
                (string)notice["claimId"]!,
                (string)notice["beneficiary"]!,
                (decimal)notice["amount"]!,
                (string)notice["until"]!,
                (string)notice["contractNumbers"]![0]!
            )
        );
        Assert.DoesNotContain("7890", notice.ToJsonString(), StringComparison.Ordinal);

        // After its last day the notice is no longer listed, and the timer records the end only once.
        app.Time.Now = new(2026, 5, 28, 0, 0, 0, TimeSpan.Zero);
        Assert.Empty((await app.NoticesAsync()).Json!["items"]!.AsArray());
        Assert.Equal((1, 0), (await app.Of<EndNotices>().RunAsync(default), await app.Of<EndNotices>().RunAsync(default)));
        var ended = await app.GetAsync(Given.FinanceA, claim.Id);
        Assert.Equal(("onNotice", true), (ended.State, (bool)ended.Json!["notice"]!["ended"]!));
        Assert.Equal("notice_ended", (await app.ActAsync(Given.Company, "object", claim.Id, null, Ground.DeepClone())).Code);
        Assert.Equal("approved", Ok(await app.ActAsync(Given.FinanceB, "approve", ended)).State);
    }

    [Fact]
    public async Task A_claimant_cannot_object_to_its_own_claim()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.OnNotice);

        Assert.Equal("own_claim", (await app.ActAsync(Given.OfficeB, "object", claim.Id, null, Ground.DeepClone())).Code);
        Assert.Equal("onNotice", (await app.GetAsync(Given.Office, claim.Id)).State);
    }

    [Fact]
    public async Task An_objection_stops_the_notice_until_it_is_dismissed_and_the_days_that_were_left_run_on()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.OnNotice);
        // Friday: two of the five working days are over, three are left.
        app.Time.Now = new(2026, 5, 22, 4, 0, 0, TimeSpan.Zero);
        var objected = Ok(await app.ActAsync(Given.Company, "object", claim.Id, null, Ground.DeepClone()));
        Assert.Null(objected.Json!["bankAccount"]);
        Ok(await app.ActAsync(Given.OtherOffice, "object", claim.Id, null, Ground.DeepClone()));

        app.Time.Now = new(2026, 6, 8, 4, 0, 0, TimeSpan.Zero);
        Assert.Equal(0, await app.Of<EndNotices>().RunAsync(default));
        Assert.Single((await app.NoticesAsync()).Json!["items"]!.AsArray());
        Assert.Equal("wrong_state", (await app.NowAsync(Given.FinanceB, "approve", claim.Id)).Code);
        var dismissed = new JsonObject { ["outcome"] = "dismissed", ["remarks"] = "经查不属实。" };
        Assert.Equal("two_person_rule", (await app.NowAsync(Given.FinanceA, "resolve", claim.Id, dismissed.DeepClone())).Code);
        var resolved = Ok(await app.NowAsync(Given.FinanceB, "resolve", claim.Id, dismissed));

        Assert.Equal(("onNotice", "2026-06-11"), (resolved.State, (string)resolved.Json!["notice"]!["until"]!));
        Assert.Equal(["dismissed", "dismissed"], resolved.Json["objections"]!.AsArray().Select(o => (string)o!["outcome"]!));
        app.Time.Now = new(2026, 6, 12, 4, 0, 0, TimeSpan.Zero);
        Ok(await app.ActAsync(Given.FinanceB, "approve", resolved));
    }

    [Fact]
    public async Task An_objection_that_is_upheld_rejects_the_claim()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Objected);
        var rejected = Ok(
            await app.ActAsync(Given.FinanceB, "resolve", claim, new JsonObject { ["outcome"] = "upheld", ["remarks"] = "确为关联交易。" })
        );

        Assert.Equal(("rejected", "确为关联交易。"), (rejected.State, (string)rejected.Json!["rejection"]!["reason"]!["zh"]!));
        Assert.Empty((await app.NoticesAsync()).Json!["items"]!.AsArray());
        Assert.Equal(
            "two_person_rule",
            (
                await app.ActAsync(
                    Given.FinanceB,
                    "decideAppeal",
                    Ok(await app.ActAsync(Given.Office, "appeal", rejected, Ground.DeepClone())),
                    new JsonObject { ["outcome"] = "upheld", ["remarks"] = "x" }
                )
            ).Code
        );
    }

    [Fact]
    public async Task Who_checked_or_settled_does_not_approve()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Checked);
        claim = Ok(await app.ActAsync(Given.FinanceB, "settle", claim));
        claim = Ok(await app.ActAsync(Given.FinanceB, "publish", claim));
        app.Time.Now += TimeSpan.FromDays(10);

        Assert.Equal("two_person_rule", (await app.ActAsync(Given.FinanceA, "approve", claim)).Code);
        Assert.Equal("two_person_rule", (await app.ActAsync(Given.FinanceB, "approve", claim)).Code);
        Assert.Equal("approved", Ok(await app.ActAsync(Given.FinanceA with { Subject = "finance-c" }, "approve", claim)).State);
    }

    [Fact]
    public void A_provisional_end_moves_once_the_arrangement_is_known()
    {
        var notice = PublicNotice.Open(new(2027, 2, 3), 5, WorkingCalendar.Published, By);
        var known = new WorkingCalendar([
            new(2027, [new(new(2027, 2, 5), new(2027, 2, 13))], [], new("国务院办公厅通知", "", Confidence.Sample)),
        ]);

        Assert.True(notice.Provisional);
        Assert.Equal(new DateOnly(2027, 2, 18), notice.Recounted(known).Until);
        Assert.False(notice.Recounted(known).Provisional);
    }
}
