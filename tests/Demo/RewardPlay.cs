using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.Testing;

namespace TechTransfer.Demo;

/// <summary>What the policies give for the year without anybody asking, and one claim as far as it goes on one day.</summary>
/// <param name="Entitlements">Lines of the list, those that give something, the largest first.</param>
/// <param name="Claim">The claim as it stands in the end.</param>
/// <param name="Way">The statuses that it went through.</param>
public sealed record PlayedRewards(IReadOnlyList<JsonNode> Entitlements, JsonNode Claim, IReadOnlyList<string> Way);

/// <summary>Plays a reward through HTTP: read by finance, confirmed by the university's office, checked, settled and published by
/// finance.</summary>
public sealed class RewardPlay(Play play)
{
    private const string Claimant = "office-u1";
    private const string Officer = "finance-a";
    private static readonly string[] Policies = ["sample-seller", "sample-buyer"];

    public async Task<PlayedRewards> ClaimAsync()
    {
        // What is still under way would make the version stale that the claim confirms.
        await play.DrainedAsync();
        var (office, finance) = (play.Rewards(Claimant), play.Rewards(Officer));
        var year = TimeProvider.System.ChinaToday().Year;
        var lines = new List<JsonNode>();
        foreach (var policy in Policies)
        {
            var page = await ExpectAsync(
                finance.GetAsync($"/api/entitlements?policy={policy}&year={year}&limit=200"),
                $"list the entitlements of {policy}"
            );
            lines.AddRange(page.Body!["items"]!.AsArray().Select(i => i!).Where(i => (decimal)i["amount"]! > 0));
        }
        var own =
            lines.FirstOrDefault(l => (string)l["uscc"]! == SampleFiles.User(Claimant).Org)
            ?? throw new DemoFailedException($"{Claimant} is entitled to nothing.");

        var claim = await ExpectAsync(
            office.PostAsync(
                "/api/claims",
                new JsonObject
                {
                    ["entitlementId"] = (string)own["id"]!,
                    ["version"] = (long)own["version"]!,
                    ["bankAccount"] = new JsonObject { ["number"] = "31050110123400001234", ["bank"] = "重庆农商行大学城支行" },
                }
            ),
            "claim"
        );
        var way = new List<string> { (string)claim.Body!["status"]! };
        foreach (var action in (string[])["check", "settle", "publish"])
        {
            claim = await ExpectAsync(finance.PostAsync($"/api/claims/{(string)claim.Body!["id"]!}/{action}", null, claim.Tag), action);
            way.Add((string)claim.Body!["status"]!);
        }
        await play.DrainedAsync();
        return new([.. lines.OrderByDescending(l => (decimal)l["amount"]!)], claim.Body!, way);
    }

    private static async Task<ApiAnswer> ExpectAsync(Task<ApiAnswer> call, string action)
    {
        var answer = await call;
        return answer.Status is 200 or 201
            ? answer
            : throw new DemoFailedException(
                $"'{action}' of a reward was answered {answer.Status}: {answer.Body?.ToJsonString(Json.Options) ?? "(no JSON)"}"
            );
    }
}

/// <summary>The table of the year's entitlements, and the claim's way in one line.</summary>
internal static class RewardTable
{
    public static void Print(PlayedRewards played)
    {
        Console.WriteLine($"Entitlements of {(int)played.Claim["year"]!}, without an application (免申即享)");
        Table.Print(
            ["beneficiary", "as", "policy", "contracts", "base", "reward"],
            [
                .. played.Entitlements.Select(e =>
                    (string[])
                        [
                            ((string)e["beneficiary"]!).Replace("（虚构）", "", StringComparison.Ordinal),
                            (string)e["role"]!,
                            (string)e["policyId"]!,
                            $"{(long)e["contracts"]!}",
                            Table.Money((decimal)e["base"]!),
                            Table.Money((decimal)e["amount"]!),
                        ]
                ),
            ],
            new HashSet<int> { 3, 4, 5 }
        );
        Console.WriteLine(
            $"Claim of {Table.Money((decimal)played.Claim["amount"]!)} yuan by {(string)played.Claim["beneficiary"]!["name"]!}: {string.Join(" → ", played.Way)} until {(string)played.Claim["notice"]!["until"]!}; then a second officer approves, and it is paid."
        );
    }
}
