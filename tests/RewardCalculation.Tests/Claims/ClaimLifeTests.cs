using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;
using static TechTransfer.RewardCalculation.Tests.Claims.ClaimApp;

namespace TechTransfer.RewardCalculation.Tests.Claims;

public sealed class ClaimLifeTests
{
    [Fact]
    public async Task A_claim_goes_from_one_confirming_call_to_its_payment_and_every_step_sends_messages_and_is_chained()
    {
        var app = await NewAsync();
        var claim = Ok(await app.FileAsync(Given.Office, app.Entitle(Given.Office, 12_000)), 201);
        Assert.Equal(("submitted", 12_000m, 12_000m), (claim.State, claim.Money("claimed"), claim.Money("amount")));

        claim = Ok(await app.ActAsync(Given.FinanceA, "check", claim, new JsonObject { ["remarks"] = "齐全" }));
        claim = Ok(await app.ActAsync(Given.FinanceA, "settle", claim));
        claim = Ok(await app.ActAsync(Given.FinanceA, "publish", claim));
        Assert.Equal(
            ("onNotice", "2026-05-20", "2026-05-27"),
            (claim.State, (string)claim.Json!["notice"]!["from"]!, (string)claim.Json["notice"]!["until"]!)
        );
        Assert.Equal("notice_running", (await app.ActAsync(Given.FinanceB, "approve", claim)).Code);

        app.Time.Now = new(2026, 5, 27, 15, 59, 0, TimeSpan.Zero);
        Assert.Equal("notice_running", (await app.ActAsync(Given.FinanceB, "approve", claim)).Code);
        app.Time.Now = new(2026, 5, 27, 16, 0, 0, TimeSpan.Zero);
        claim = Ok(await app.ActAsync(Given.FinanceB, "approve", claim));
        Assert.Equal(1, (int)claim.Json!["edition"]!);
        claim = Ok(await app.ActAsync(Given.FinanceA, "pay", claim, Given.Payment(new(2026, 5, 28))));
        Assert.Equal(("paid", 12_000m), (claim.State, claim.Money("paid")));

        var history = (await app.HistoryAsync(Given.Office, claim.Id)).Json!;
        Assert.True((bool)history["chainHolds"]!);
        Assert.Equal(
            ["ClaimFiled", "ClaimFigured", "ClaimChecked", "ClaimSettled", "NoticeOpened", "ClaimApproved", "ClaimPaid"],
            history["events"]!.AsArray().Select(e => (string)e!["type"]!)
        );

        var sent = await app.DrainAsync();
        Assert.Equal(
            [
                "CaseNotice:rewardApproved",
                "CaseNotice:rewardOnNotice",
                "CaseNotice:rewardPaid",
                "CertificatesExpected:",
                "RewardDecided:",
                "RewardNoticeOpened:",
            ],
            sent.Select(t =>
                    $"{t.Type}:{(t.Type == MessageNames.NotificationMessage ? t.Body!.Value.GetProperty("type").GetString() : "")}"
                )
                .Order(StringComparer.Ordinal)
        );
        var notice = sent.Single(t => t.Type == MessageNames.RewardNoticeOpened).Body!.Value.Deserialize<RewardNoticeOpened>(Json.Options)!;
        Assert.Equal(
            (1, Yuan.Of(12_000), new DateOnly(2026, 5, 20), new DateOnly(2026, 5, 27)),
            (notice.Reward.Edition, notice.Reward.Amount, notice.From, notice.Until)
        );
        var decided = sent.Single(t => t.Type == MessageNames.RewardDecided).Body!.Value.Deserialize<RewardDecided>(Json.Options)!;
        Assert.Equal(
            (1, Yuan.Of(12_000), new DateOnly(2026, 5, 28), "5001062026000001"),
            (decided.Reward.Edition, decided.Reward.Amount, decided.DecidedOn, decided.Reward.ContractNumbers[0])
        );
        Assert.NotEmpty(decided.Explanation);
    }

    [Fact]
    public async Task An_account_is_seen_whole_by_finance_alone_and_stands_nowhere_in_the_clear()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Submitted);
        string Number(Reply reply) => (string)reply.Json!["bankAccount"]!["number"]!;

        Assert.Equal("****7890", Number(claim));
        Assert.Equal("****7890", Number(await app.GetAsync(Given.Auditor, claim.Id)));
        Assert.Equal("6222021234567890", Number(await app.GetAsync(Given.FinanceB, claim.Id)));

        var history = await app.HistoryAsync(Given.FinanceA, claim.Id);
        Assert.DoesNotContain("6222021234567890", Encoding.UTF8.GetString(history.Bytes), StringComparison.Ordinal);
        var table = new TableClient(await AzuriteServer.ConnectionStringAsync(), $"{app.Storage.App}Aggregates");
        await foreach (var row in table.QueryAsync<TableEntity>())
        {
            Assert.DoesNotContain(row.Keys, key => row[key] is string text && text.Contains("6222021234567890", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_claimant_reads_officers_names_and_not_who_objected_while_finance_and_auditors_read_all()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Objected);
        async Task<(string Text, JsonNode Objection)> ReadAsync(Caller caller)
        {
            var history = await app.HistoryAsync(caller, claim.Id);
            return (
                Encoding.UTF8.GetString(history.Bytes),
                history.Json!["events"]!.AsArray().Single(e => (string)e!["type"]! == "ObjectionRaised")!
            );
        }
        var objection = (await app.Store.LoadAsync(claim.Id)).State!.Objections[0];

        foreach (var official in (Caller[])[Given.FinanceB, Given.Auditor])
        {
            var (text, raised) = await ReadAsync(official);
            Assert.Contains($"\"{Given.FinanceA.Subject}\"", text, StringComparison.Ordinal);
            Assert.Equal((objection.By.Subject, objection.By.Name), ((string?)raised["actor"], (string?)raised["actorName"]));
        }
        var (seen, own) = await ReadAsync(Given.Office);
        Assert.DoesNotContain($"\"{Given.FinanceA.Subject}\"", seen, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"{objection.By.Subject}\"", seen, StringComparison.Ordinal);
        Assert.Contains(Given.FinanceA.Name, seen, StringComparison.Ordinal);
        Assert.Null(own["actorName"]);
        Assert.Equal(objection.Ground, (string?)own["data"]!["objection"]!["ground"]);
        Assert.Equal(["ground"], own["data"]!["objection"]!.AsObject().Select(f => f.Key));
    }

    [Fact]
    public async Task To_another_organisation_a_claim_is_not_there()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Submitted);

        Assert.Equal(404, (await app.GetAsync(Given.OtherOffice, claim.Id)).Status);
        Assert.Equal(404, (await app.HistoryAsync(Given.Company, claim.Id)).Status);
        Assert.Equal(404, (await app.ActAsync(Given.OtherOffice, "withdraw", claim)).Status);
        Assert.Equal(404, (await app.ListAsync(Given.OtherOffice, $"org={Given.Office.Organisation}")).Status);
        Assert.Equal(403, (await app.ListAsync(Given.Office, "status=submitted")).Status);
        Assert.Equal(200, (await app.GetAsync(Given.OfficeB, claim.Id)).Status);
    }

    [Fact]
    public async Task A_claim_stands_in_its_lists()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Checked);

        foreach (var query in (string[])[$"org={Given.Office.Organisation}", $"policy={Given.PolicyId}&year=2026", "status=checked"])
        {
            Assert.Equal(
                [(claim.Id, "checked", 12_000m)],
                (await app.ListAsync(Given.Auditor, query)).Json!["items"]!
                    .AsArray()
                    .Select(i => ((string)i!["id"]!, (string)i["status"]!, (decimal)i["amount"]!))
            );
        }
        Assert.Empty((await app.ListAsync(Given.FinanceA, "status=submitted")).Json!["items"]!.AsArray());
        Assert.Single((await app.ListAsync(Given.Office, "")).Json!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_repeated_call_gets_the_same_claim()
    {
        var app = await NewAsync();
        var body = Given.Body(app.Entitle(Given.Office, 12_000));
        var first = Ok(await app.FileAsync(Given.Office, body.DeepClone().AsObject(), "same"), 201);
        var second = Ok(await app.FileAsync(Given.Office, body.DeepClone().AsObject(), "same"), 201);

        Assert.Equal(first.Json!.ToJsonString(), second.Json!.ToJsonString());
        Assert.Single((await app.ListAsync(Given.Office, "")).Json!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_failed_payment_is_paid_again_to_a_new_account()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Paid);
        claim = Ok(await app.ActAsync(Given.FinanceA, "payFailed", claim, Given.Reason("账号已销户")));
        Assert.Equal(("payFailed", 0m), (claim.State, claim.Money("paid")));

        claim = Ok(
            await app.ActAsync(Given.Office, "account", claim, new JsonObject { ["bankAccount"] = Given.Account("31050110123400005678") })
        );
        var before = claim.Tag;
        claim = Ok(await app.ActAsync(Given.FinanceA, "pay", claim, Given.Payment(app.Time.ChinaToday(), "国库支付-0002")));
        Assert.Equal(
            ("paid", 12_000m, "31050110123400005678"),
            (claim.State, claim.Money("paid"), (string)claim.Json!["bankAccount"]!["number"]!)
        );
        // A command on the version before the change of the bank account is refused.
        Assert.Equal("version_conflict", (await app.ActAsync(Given.FinanceB, "payFailed", claim.Id, before, Given.Reason())).Code);
    }

    [Fact]
    public async Task A_reward_in_parts_is_paid_part_by_part_and_loses_no_fen()
    {
        var staged = Given.Policy() with
        {
            Staging = [new(Stage.Approval, 0.5m, "第七条"), new(Stage.Yearly, 0.5m, "第七条") { Years = 3 }],
        };
        var app = await NewAsync(null, staged);
        var claim = await app.InAsync(ClaimStatus.Approved, amount: 100.01m);
        var paid = new List<decimal>();
        while (claim.State == "approved")
        {
            claim = Ok(await app.ActAsync(Given.FinanceA, "pay", claim, Given.Payment(app.Time.ChinaToday(), $"R{paid.Count}")));
            paid.Add(claim.Money("paid") - paid.Sum());
        }

        Assert.Equal("paid", claim.State);
        Assert.Equal(4, paid.Count);
        Assert.Equal(100.01m, paid.Sum());
        Assert.Equal(50.00m, paid[0]);
        Assert.Equal("wrong_state", (await app.ActAsync(Given.FinanceA, "pay", claim, Given.Payment(app.Time.ChinaToday()))).Code);
    }

    [Fact]
    public async Task An_appeal_is_decided_by_another_person_than_who_rejected_and_there_is_only_one()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Appealed);
        var upheld = new JsonObject { ["outcome"] = "upheld", ["remarks"] = "原审核有误。" };
        Assert.Equal("two_person_rule", (await app.ActAsync(Given.FinanceA, "decideAppeal", claim, upheld.DeepClone())).Code);
        claim = Ok(await app.ActAsync(Given.FinanceB, "decideAppeal", claim, upheld));
        Assert.Equal(("submitted", 12_000m), (claim.State, claim.Money("claimed")));

        claim = Ok(await app.ActAsync(Given.FinanceB, "reject", claim, Given.Reason()));
        Assert.Equal("appeal_used", (await app.ActAsync(Given.Office, "appeal", claim, new JsonObject { ["ground"] = "再次申诉" })).Code);
        // A rejected claim still holds its entitlement: it can be appealed, but not filed again.
        Assert.Equal("entitlement_claimed", (await app.FileAsync(Given.Office, app.Entitlements.Values.Single())).Code);
    }

    [Fact]
    public async Task A_rejection_names_the_reason_and_the_remedies_with_organ_and_time_limit()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Rejected);

        var remedy = (string)claim.Json!["rejection"]!["remedy"]!["zh"]!;
        Assert.Contains("申诉（限一次）", remedy, StringComparison.Ordinal);
        Assert.Contains("六十日内依法向有管辖权的复议机关申请行政复议", remedy, StringComparison.Ordinal);
        Assert.Contains("六个月内依法向有管辖权的人民法院提起行政诉讼", remedy, StringComparison.Ordinal);
        var notice = (await app.DrainAsync())
            .Where(t => t.Type == MessageNames.NotificationMessage)
            .Select(t => t.Body!.Value.Deserialize<NotificationMessage>(Json.Options)!)
            .Single(n => n.Type == "rewardRejected");
        Assert.Contains("理由：材料不实。", notice.Text.Zh, StringComparison.Ordinal);
        Assert.EndsWith(remedy, notice.Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_used_appeal_is_no_remedy_any_more()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Appealed);

        claim = Ok(
            await app.ActAsync(Given.FinanceB, "decideAppeal", claim, new JsonObject { ["outcome"] = "dismissed", ["remarks"] = "维持。" })
        );

        Assert.StartsWith("不服本决定的", (string)claim.Json!["rejection"]!["remedy"]!["zh"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_claim_leaves_its_entitlement_to_be_claimed_again()
    {
        var app = await NewAsync();
        await app.InAsync(ClaimStatus.Withdrawn);
        var again = Ok(await app.FileAsync(Given.Office, app.Entitlements.Values.Single()), 201);
        Assert.Equal(12_000m, again.Money("claimed"));
    }
}
