using System.Globalization;
using System.Text.Json.Nodes;
using TechTransfer.Demo;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd;

/// <summary>Entitlements of both sides, from filing and payment up to the explanation of the amount; no application is needed.</summary>
[Collection(OnTheRunningSystem.Name)]
public sealed class Entitled(RunningSystem system)
{
    private static int Year => TimeProvider.System.ChinaToday().Year;

    [Fact]
    public async Task A_registered_contract_and_a_confirmed_receipt_entitle_both_sides_and_say_why()
    {
        await PublishAsync("received-sample", "seller");
        await PublishAsync("paid-sample", "buyer");
        await system.Play.DrainedAsync();
        var registered = await RegisterAsync("奖励权益检验（虚构）");
        var (seller, buyer) = ((string)registered["sellers"]![0]!["uscc"]!, (string)registered["buyers"]![0]!["uscc"]!);
        await system.Play.DrainedAsync();
        // The registration alone already counts for the policy on technical amounts; no payment yet.
        Assert.Contains((string)registered["number"]!, await NumbersAsync("office-u1", $"sample-seller.{Year}.seller.{seller}"));
        var (received, paid) = (
            await AmountAsync("office-u1", $"received-sample.{Year}.seller.{seller}"),
            await AmountAsync("company-e1", $"paid-sample.{Year}.buyer.{buyer}")
        );

        await PayAsync((string)registered["id"]!, buyer);
        await system.Play.DrainedAsync();

        // Each side gets 1% of the 480,000 yuan paid.
        Assert.Equal(received + 4_800m, await AmountAsync("office-u1", $"received-sample.{Year}.seller.{seller}"));
        Assert.Equal(paid + 4_800m, await AmountAsync("company-e1", $"paid-sample.{Year}.buyer.{buyer}"));
        foreach (var (user, org, policy) in new[] { ("office-u1", seller, "received-sample"), ("company-e1", buyer, "paid-sample") })
        {
            var list = await system.Play.Rewards(user).GetAsync($"/api/entitlements?org={org}&year={Year}");
            var line = list.Body!["items"]!.AsArray().Single(i => (string)i!["policyId"]! == policy)!;
            var entitled = await system.Play.Rewards(user).GetAsync($"/api/entitlements/{(string)line["id"]!}");
            var steps = entitled.Body!["award"]!["steps"]!.AsArray();
            Assert.True(steps.Count >= 2);
            Assert.All(steps, s => Assert.True(((string)s!["text"]!["zh"]!).Length > 0 && ((string)s["text"]!["en"]!).Length > 0));
            Assert.Equal("receiptConfirmed", (string)entitled.Body["cause"]!["code"]!);
            var before = await system
                .Play.Rewards(user)
                .GetAsync($"/api/entitlements/{(string)line["id"]!}/versions/{(long)entitled.Body["version"]! - 1}");
            Assert.Equal((decimal)entitled.Body["award"]!["amount"]! - 4_800m, (decimal)before.Body!["award"]!["amount"]!);
        }
        Assert.Equal(
            404,
            (await system.Play.Rewards("company-e1").GetAsync($"/api/entitlements/received-sample.{Year}.seller.{seller}")).Status
        );

        // Sending all messages of the year to the rewards app again changes no entitlement.
        var tag = (await system.Play.Rewards("office-u1").GetAsync($"/api/entitlements/received-sample.{Year}.seller.{seller}")).Tag;
        var replay = Done(
            await system
                .Play.Contracts("policy")
                .PostAsync("/api/replays", new JsonObject { ["consumer"] = "rewards-inbox", ["year"] = Year })
        );
        await system.Play.DrainedAsync();
        var state = (await system.Play.Contracts("auditor").GetAsync($"/api/replays/{(string)replay.Body!["id"]!}")).Body!;
        Assert.Equal("done", (string)state["status"]!);
        Assert.True((int)state["sent"]!["contracts"]! >= 17 && (int)state["sent"]!["receipts"]! >= 1, state.ToJsonString());
        Assert.Equal(
            tag,
            (await system.Play.Rewards("office-u1").GetAsync($"/api/entitlements/received-sample.{Year}.seller.{seller}")).Tag
        );

        // A draft policy with twice the rate, evaluated on the same year, gives twice the amount.
        var draft = Policy("received-sample", "seller", 2);
        draft["version"] = 2;
        var evaluated = Done(
            await system
                .Play.Rewards("policy")
                .PostAsync("/api/policies/evaluate", new JsonObject { ["policy"] = draft, ["factsOf"] = Year })
        );
        var kept = Done(
            await system
                .Play.Rewards("policy")
                .PostAsync("/api/policies/evaluate", new JsonObject { ["policyId"] = "received-sample", ["factsOf"] = Year })
        );
        Assert.True((decimal)kept.Body!["totals"]!["amount"]! >= received + 4_800m);
        Assert.Equal(2 * (decimal)kept.Body["totals"]!["amount"]!, (decimal)evaluated.Body!["totals"]!["amount"]!);
    }

    private async Task PublishAsync(string id, string role) =>
        Done(await system.Play.Rewards("policy").PutAsync($"/api/policies/{id}", Policy(id, role, 1), null));

    private static JsonObject Policy(string id, string role, int percent) =>
        new()
        {
            ["id"] = id,
            ["version"] = 1,
            ["from"] = $"{Year - 1}-01-01",
            ["sample"] = true,
            ["name"] = new JsonObject { ["zh"] = "按到账额奖励（示例）", ["en"] = "Reward on money paid (sample)" },
            ["note"] = new JsonObject { ["zh"] = "示例数据。", ["en"] = "Made up." },
            ["citation"] = new JsonObject
            {
                ["instrument"] = "《示例办法》",
                ["article"] = "",
                ["confidence"] = "sample",
            },
            ["beneficiary"] = role,
            ["figures"] = new JsonArray(
                new JsonObject
                {
                    ["kind"] = "contracts",
                    ["id"] = "money",
                    ["measure"] = "paid",
                    ["article"] = "第一条",
                }
            ),
            ["base"] = "money",
            ["clauses"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = "only",
                    ["article"] = "第二条",
                    ["amount"] = new JsonObject
                    {
                        ["kind"] = "rate",
                        ["of"] = "money",
                        ["rate"] = percent / 100m,
                    },
                }
            ),
        };

    private async Task<JsonNode> RegisterAsync(string title)
    {
        var sample = SampleFiles.Contract("C01", TimeProvider.System.ChinaToday());
        sample.Content["title"] = title;
        return await system.Play.RegisterAsync(sample, new Dictionary<string, JsonNode>());
    }

    private async Task PayAsync(string contractId, string payer)
    {
        var recorded = Done(
            await system
                .Play.Contracts("office-u1")
                .PostAsync(
                    "/api/receipts",
                    new JsonObject
                    {
                        ["receivedOn"] = TimeProvider.System.ChinaToday().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        ["amount"] = 480000,
                        ["invoiceNumber"] = "24502000000000654321",
                        ["bankReference"] = "SLIP-0654",
                        ["payer"] = payer,
                        ["allocations"] = new JsonArray(new JsonObject { ["contractId"] = contractId, ["amount"] = 480000 }),
                    }
                )
        );
        Done(
            await system
                .Play.Contracts("company-e1")
                .PostAsync($"/api/receipts/{(string)recorded.Body!["id"]!}/confirm", null, recorded.Tag)
        );
    }

    private async Task<decimal> AmountAsync(string user, string id) =>
        await system.Play.Rewards(user).GetAsync($"/api/entitlements/{id}") is { Status: 200, Body: { } entitled }
            ? (decimal)entitled["award"]!["amount"]!
            : 0;

    private async Task<IEnumerable<string>> NumbersAsync(string user, string id) =>
        Done(await system.Play.Rewards(user).GetAsync($"/api/entitlements/{id}")).Body!["numbers"]!.AsArray().Select(n => (string)n!);

    private static ApiAnswer Done(ApiAnswer answer)
    {
        Assert.True(answer.Status is 200 or 201, $"{answer.Status}: {answer.Body?.ToJsonString(Json.Options)}");
        return answer;
    }
}
