using System.Text.Json.Nodes;
using TechTransfer.Demo;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd;

/// <summary>
/// A reward over HTTP: from the registered contract to the claim, its settlement and its public notice, and how the claim ends when the
/// contract is cancelled or revoked.
/// </summary>
[Collection(OnTheRunningSystem.Name)]
public sealed class ClaimedRewards(RunningSystem system)
{
    [Fact]
    public async Task A_reward_is_claimed_checked_settled_and_published_and_falls_with_its_contract()
    {
        var sample = SampleFiles.Contract("C09", TimeProvider.System.ChinaToday());
        sample.Content["title"] = "奖励申报检验（虚构）";
        var contract = (string)(await system.Play.RegisterAsync(sample, new Dictionary<string, JsonNode>()))["id"]!;
        await system.Play.DrainedAsync();
        var (company, financeA, financeB) = (
            system.Play.Rewards("company-e1"),
            system.Play.Rewards("finance-a"),
            system.Play.Rewards("finance-b")
        );

        var entitlement = await EntitlementAsync(company);
        var body = new JsonObject
        {
            ["entitlementId"] = (string)entitlement["id"]!,
            ["version"] = (long)entitlement["version"]!,
            ["bankAccount"] = new JsonObject { ["number"] = "31050110123400005678", ["bank"] = "重庆农商行大学城支行" },
        };
        var claim = Done(await company.PostAsync("/api/claims", body.DeepClone()));
        Assert.Equal((decimal)entitlement["amount"]!, (decimal)claim.Body!["claimed"]!);
        var path = $"/api/claims/{(string)claim.Body["id"]!}";
        Assert.Equal("****5678", (string?)claim.Body["bankAccount"]!["number"]);
        Assert.Equal(404, (await system.Play.Rewards("office-u1").GetAsync(path)).Status);

        claim = Done(await financeA.PostAsync($"{path}/check", null, claim.Tag));
        Assert.Equal("31050110123400005678", (string?)claim.Body!["bankAccount"]!["number"]);
        var run = Done(
            await financeA.PostAsync(
                "/api/settlements",
                new JsonObject { ["policyId"] = (string)entitlement["policyId"]!, ["year"] = (int)entitlement["year"]! }
            )
        );
        var settlement = $"/api/settlements/{(string)run.Body!["id"]!}";
        run = await UntilAsync(financeA, settlement, "ready");
        Assert.Contains(run.Body!["lines"]!.AsArray(), l => path.EndsWith((string)l!["claimId"]!, StringComparison.Ordinal));
        var file = await financeA.Http.GetStringAsync(new Uri($"{settlement}?format=csv", UriKind.Relative));
        Assert.Contains("31050110123400005678", file, StringComparison.Ordinal);
        Done(await financeA.PostAsync($"{settlement}/publish", null, run.Tag));
        await UntilAsync(financeA, settlement, "published");

        using var anyone = new HttpClient { BaseAddress = system.Rewards };
        var notices = JsonNode.Parse(await anyone.GetStringAsync(new Uri("/api/notices?limit=200", UriKind.Relative)))!["items"]!.AsArray();
        Assert.Contains(notices, n => path.EndsWith((string)n!["claimId"]!, StringComparison.Ordinal));
        claim = Done(await financeB.GetAsync(path));
        Assert.Equal("onNotice", (string?)claim.Body!["status"]);
        Assert.Equal("notice_running", (await financeB.PostAsync($"{path}/approve", null, claim.Tag)).Code);
        Done(await system.Play.Rewards("office-u2").PostAsync($"{path}/object", new JsonObject { ["ground"] = "合同双方为关联企业。" }));
        claim = Done(await financeB.GetAsync(path));
        claim = Done(
            await financeB.PostAsync(
                $"{path}/resolve",
                new JsonObject { ["outcome"] = "dismissed", ["remarks"] = "经查不属实。" },
                claim.Tag
            )
        );
        Assert.Equal("onNotice", (string?)claim.Body!["status"]);
        await system.Play.DrainedAsync();
        var inbox = Done(await system.Play.Contracts("company-e1").GetAsync("/api/notifications"));
        Assert.Contains(inbox.Body!["items"]!.AsArray(), n => (string)n!["type"]! == "rewardOnNotice");

        var filer = system.Play.Contracts("company-e1");
        Done(
            await filer.PostAsync(
                $"/api/contracts/{contract}/cancel",
                new JsonObject { ["reason"] = "双方协议解除合同" },
                (await filer.GetAsync($"/api/contracts/{contract}")).Tag
            )
        );
        await system.Play.DrainedAsync();
        var after = Done(await company.GetAsync(path)).Body!;
        Assert.True(
            (decimal)after["claimed"]! < (decimal)entitlement["amount"]! || (string)after["status"]! == "rejected",
            after.ToJsonString(Json.Options)
        );
        Assert.NotEqual("onNotice", (string?)after["status"]);
        var history = Done(await company.GetAsync($"{path}/history?verify=true"));
        Assert.True((bool)history.Body!["chainHolds"]!);
    }

    private static async Task<JsonNode> EntitlementAsync(Api company)
    {
        var org = SampleFiles.User("company-e1").Org;
        var year = TimeProvider.System.ChinaToday().Year;
        var list = Done(await company.GetAsync($"/api/entitlements?org={org}&year={year}"));
        return list.Body!["items"]!.AsArray().First(e => (decimal)e!["amount"]! > 0 && (string)e["role"]! == "seller")!;
    }

    private static async Task<ApiAnswer> UntilAsync(Api finance, string settlement, string status)
    {
        ApiAnswer run;
        var patience = TimeSpan.FromSeconds(60);
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(200))
        {
            run = Done(await finance.GetAsync(settlement));
            if ((string?)run.Body!["status"] == status)
                return run;
            Assert.True(waited < patience, run.Body.ToJsonString(Json.Options));
            await Task.Delay(200);
        }
    }

    private static ApiAnswer Done(ApiAnswer answer)
    {
        Assert.True(answer.Status is 200 or 201, $"{answer.Status}: {answer.Body?.ToJsonString(Json.Options)}");
        return answer;
    }
}
