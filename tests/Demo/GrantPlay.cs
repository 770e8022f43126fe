using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Testing;

namespace TechTransfer.Demo;

/// <param name="Person">Id of the person.</param>
/// <param name="Share">Exact fraction of the pool as text, as in "0.5".</param>
/// <param name="Amount">Yuan.</param>
public sealed record PlayedAward(string Person, string Name, string Share, decimal Amount);

/// <summary>The sample grant K01 and its first distribution: 80% of a patent to a team of four, converted by contract C03.</summary>
/// <param name="Distribution">
/// The distribution that followed from the contract's receipt. It stays a draft, because its public notice takes days.
/// </param>
public sealed record PlayedGrant(JsonNode Grant, JsonNode Distribution, IReadOnlyList<PlayedAward> Awards);

/// <summary>
/// Plays the sample grant K01 (虚构) over HTTP. Its public notice took place outside the system and is recorded with a copy.
/// </summary>
public sealed class GrantPlay(Play play)
{
    public const string Converted = "C03";

    private const string FirstPerson = "office-u1";
    private const string SecondPerson = "office-u1-b";
    private static readonly DateOnly Today = TimeProvider.System.ChinaToday();

    private static readonly (string Name, string Share, string Standing)[] Team =
    [
        ("成员甲（虚构）", "0.5", "staff"),
        ("成员乙（虚构）", "0.2", "staff"),
        ("成员丙（虚构）", "0.2", "staff"),
        ("成员丁（虚构）", "0.1", "student"),
    ];

    /// <summary>Id of the grant; empty before <c>GrantAsync</c>.</summary>
    public string GrantId { get; private set; } = "";

    /// <summary>
    /// Records the achievement and plays the grant until it is in force. Returns the achievement's id, which the converting contract names.
    /// </summary>
    /// <param name="right">The patent's number. It must be unique, since only one achievement may name it.</param>
    public async Task<string> GrantAsync(string right = "ZL-XG-0003")
    {
        var u1 = SampleFiles.Party("U1");
        var members = Team.Select(
            (m, i) =>
                (JsonNode)
                    new JsonObject
                    {
                        ["name"] = m.Name,
                        ["share"] = m.Share,
                        ["standing"] = m.Standing,
                        ["representative"] = i == 0,
                    }
        );
        var made = await PostAsync(
            FirstPerson,
            "/api/achievements",
            new()
            {
                ["name"] = "一种微型压力传感器（虚构）",
                ["kind"] = "patent",
                ["completedOn"] = Day(-900),
                ["rights"] = new JsonArray(
                    new JsonObject
                    {
                        ["kind"] = "patent",
                        ["number"] = right,
                        ["filedOn"] = Day(-1800),
                        ["grantedOn"] = Day(-730),
                        ["expiresOn"] = Day(5475),
                    }
                ),
                ["fundOrigin"] = "own",
                ["owners"] = new JsonArray(
                    new JsonObject
                    {
                        ["uscc"] = (string)u1["uscc"]!,
                        ["name"] = (string)u1["name"]!,
                        ["kind"] = (string)u1["kind"]!,
                        ["region"] = (string)u1["region"]!,
                        ["inZone"] = true,
                        ["share"] = "1",
                    }
                ),
                ["team"] = new JsonArray([.. members]),
                ["innerAgreementSha256"] = Hash("inner agreement"),
            },
            null
        );
        var achievementId = (string)made.Body!["id"]!;

        var e5 = SampleFiles.Party("E5");
        var answer = await PostAsync(
            FirstPerson,
            $"/api/achievements/{achievementId}/grants",
            new()
            {
                ["preset"] = "share80",
                ["plan"] = "专利转让给重庆渝北传感有限公司（虚构）实施。",
                ["planSha256"] = Hash("plan"),
                ["takers"] = new JsonArray(new JsonObject { ["name"] = (string)e5["name"]!, ["uscc"] = (string)e5["uscc"]! }),
                ["relations"] = new JsonArray(new JsonObject { ["taker"] = 0, ["related"] = false }),
                ["consents"] = new JsonArray([
                    .. Team.Select(
                        (_, i) =>
                            new JsonObject
                            {
                                ["person"] = $"p{i + 1}",
                                ["on"] = Day(-60),
                                ["sha256"] = Hash($"consent {i}"),
                            }
                    ),
                ]),
            },
            made.Tag
        );
        GrantId = (string)answer.Body!["id"]!;

        var rules = await play.Grants(FirstPerson).GetAsync("/api/grant-rules");
        var answers = rules.Body!["negativeList"]!
            .AsArray()
            .Select(item => (JsonNode)new JsonObject { ["code"] = (string)item!["code"]!, ["applies"] = false });
        (string User, string Action, JsonObject Body)[] steps =
        [
            (FirstPerson, "check", new() { ["papers"] = new JsonArray(Hash("application")) }),
            (
                FirstPerson,
                "clearTitle",
                new()
                {
                    ["searchedOn"] = Day(-55),
                    ["reportSha256"] = Hash("title report"),
                    ["negativeList"] = new JsonArray([.. answers]),
                }
            ),
            (
                FirstPerson,
                "appraise",
                new()
                {
                    ["manner"] = "agreement",
                    ["on"] = Day(-50),
                    ["value"] = 800_000,
                    ["reportSha256"] = Hash("appraisal"),
                }
            ),
            (
                SecondPerson,
                "decide",
                new()
                {
                    ["granted"] = true,
                    ["minutes"] = "校长办公会纪要第 6 号（虚构）",
                    ["minutesSha256"] = Hash("minutes"),
                    ["on"] = Day(-45),
                }
            ),
            (FirstPerson, "publish", new() { ["from"] = Day(-40), ["sha256"] = Hash("notice as posted") }),
            (FirstPerson, "sign", new() { ["agreementSha256"] = Hash("agreement"), ["signedOn"] = Day(-20) }),
            (
                FirstPerson,
                "recordRightHolder",
                new()
                {
                    ["records"] = new JsonArray(
                        new JsonObject
                        {
                            ["right"] = 0,
                            ["recordedOn"] = Day(-10),
                            ["certificateSha256"] = Hash("register"),
                        }
                    ),
                }
            ),
            (SecondPerson, "enterIntoForce", new() { ["on"] = Day(-5) }),
        ];
        foreach (var (user, action, body) in steps)
            answer = await PostAsync(user, $"/api/grants/{GrantId}/{action}", body, answer.Tag);
        return achievementId;
    }

    /// <summary>Lets the buyer of C03 pay 800,000 yuan and confirm it; returns the distribution that follows.</summary>
    public async Task<PlayedGrant> DistributeAsync(string contractId)
    {
        var recorded = await ExpectAsync(
            play.Contracts(FirstPerson)
                .PostAsync(
                    "/api/receipts",
                    new JsonObject
                    {
                        ["receivedOn"] = Day(0),
                        ["amount"] = 800_000,
                        ["invoiceNumber"] = "26500000080",
                        ["bankReference"] = "CMB-K01-001",
                        ["payer"] = SampleFiles.Uscc("E5"),
                        ["allocations"] = new JsonArray(new JsonObject { ["contractId"] = contractId, ["amount"] = 800_000 }),
                    }
                ),
            "record the receipt"
        );
        await ExpectAsync(
            play.Contracts("company-e5").PostAsync($"/api/receipts/{(string)recorded.Body!["id"]!}/confirm", null, recorded.Tag),
            "confirm the receipt"
        );
        await play.DrainedAsync();

        var grant = await ExpectAsync(play.Grants(FirstPerson).GetAsync($"/api/grants/{GrantId}"), "read the grant");
        if (grant.Body!["conversions"]!.AsArray().All(c => (string)c!["contractId"]! != contractId))
            throw new DemoFailedException("K01: the contract C03 was not linked to the achievement that it names.");
        var list = await ExpectAsync(play.Grants(FirstPerson).GetAsync($"/api/grants/{GrantId}/distributions"), "read the distributions");
        var distribution =
            list.Body!["items"]!.AsArray().SingleOrDefault() ?? throw new DemoFailedException("K01: the receipt led to no distribution.");
        var awards = distribution["awards"]!
            .AsArray()
            .Select(a => new PlayedAward((string)a!["person"]!, (string)a["name"]!, (string)a["share"]!, (decimal)a["amount"]!))
            .ToArray();
        if (awards.Sum(a => a.Amount) != (decimal)distribution["pool"]!)
            throw new DemoFailedException("K01: the awards do not add up to the pool.");
        return new(grant.Body, distribution, awards);
    }

    private async Task<ApiAnswer> PostAsync(string user, string path, JsonObject body, string? tag) =>
        await ExpectAsync(play.Grants(user).PostAsync(path, body, tag), path);

    private static async Task<ApiAnswer> ExpectAsync(Task<ApiAnswer> call, string what)
    {
        var answer = await call;
        return answer.Status is 200 or 201
            ? answer
            : throw new DemoFailedException(
                $"K01: '{what}' was answered {answer.Status}: {answer.Body?.ToJsonString(Json.Options) ?? "(no JSON)"}"
            );
    }

    private static string Day(int days) => Today.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Hash(string document) => Ids.Sha256($"K01 {document} (sample)");
}
