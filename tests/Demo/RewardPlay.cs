using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Testing;

namespace TechTransfer.Demo;

/// <param name="Entitlements">Those with an amount above 0, the largest first.</param>
/// <param name="Claim">The claim after the last step of the play.</param>
/// <param name="Way">The statuses that the claim had, in order.</param>
public sealed record PlayedRewards(IReadOnlyList<JsonNode> Entitlements, JsonNode Claim, IReadOnlyList<string> Way);

/// <summary>
/// Plays a claim over HTTP: the university's office confirms its entitlement, and finance checks, settles and publishes the claim.
/// </summary>
public sealed class RewardPlay(Play play)
{
    private const string Claimant = "office-u1";
    private const string Officer = "finance-a";
    private static readonly string[] Policies = ["sample-seller", "sample-buyer"];

    public async Task<PlayedRewards> ClaimAsync()
    {
        // Wait for pending messages, which could change the entitlement after the claimant has read its version.
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

internal static class RewardTable
{
    public static void Print(PlayedRewards played, Language language)
    {
        var year = (int)played.Claim["year"]!;
        Console.WriteLine(
            new Text($"{year}年度可享奖励（免申即享）", $"Entitlements of {year}, without an application (免申即享)").In(language)
        );
        Table.Print(
            language == Language.Chinese
                ? ["奖励对象", "身份", "政策", "合同（份）", "计算基数", "奖励（元）"]
                : ["beneficiary", "as", "policy", "contracts", "base", "reward"],
            [
                .. played.Entitlements.Select(e =>
                    (string[])
                        [
                            ((string)e["beneficiary"]!).Replace("（虚构）", "", StringComparison.Ordinal),
                            Role((string)e["role"]!).In(language),
                            (string)e["policyId"]!,
                            $"{(long)e["contracts"]!}",
                            Table.Money((decimal)e["base"]!),
                            Table.Money((decimal)e["amount"]!),
                        ]
                ),
            ],
            new HashSet<int> { 3, 4, 5 }
        );
        var (amount, claimant, until) = (
            Table.Money((decimal)played.Claim["amount"]!),
            (string)played.Claim["beneficiary"]!["name"]!,
            (string)played.Claim["notice"]!["until"]!
        );
        Console.WriteLine(
            new Text(
                $"{claimant}申报奖励{amount}元：已提交、审核、核定，公示至{until}；期满后由第二名经办人批准并拨付。",
                $"Claim of {amount} yuan by {claimant}: {string.Join(" → ", played.Way)} until {until}; then a second officer approves, and it is paid."
            ).In(language)
        );
    }

    private static Text Role(string role) =>
        role switch
        {
            "seller" => new("卖方", role),
            "buyer" => new("买方", role),
            _ => new("中介方", role),
        };
}
