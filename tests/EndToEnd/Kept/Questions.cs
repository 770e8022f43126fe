using System.Text.Json.Nodes;
using TechTransfer.Demo;
using TechTransfer.Kernel;

namespace TechTransfer.EndToEnd.Kept;

/// <summary>
/// The GET requests to compare, sent by every user who may get a different answer. Ids are taken from the lists of the system.
/// </summary>
internal sealed class Questions(KeptSystem system)
{
    private static readonly string[] Organisations =
    [
        "office-u1",
        "office-u2",
        "institute-r1",
        "company-e1",
        "company-e2",
        "company-e3",
        "company-e5",
    ];
    private static readonly string[] Statuses =
    [
        "draft",
        "submitted",
        "returned",
        "accepted",
        "underReview",
        "expertReview",
        "decided",
        "registered",
        "refused",
        "withdrawn",
        "cancelled",
        "revoked",
    ];

    private readonly List<KeptAnswer> answers = [];

    public async Task<IReadOnlyList<KeptAnswer>> AskAllAsync()
    {
        var year = system.Clock.Today.Year;
        await AskContractsAsync(year);
        await AskRewardsAsync(year);
        await AskGrantsAsync(year);
        await AskCertificatesAsync();
        return answers;
    }

    public static async Task<KeptAnswer> AskAsync(KeptSystem system, KeptAnswer before)
    {
        var answer = await ApiOf(system, before.App, before.User).GetAsync(before.Path);
        return before with { Status = answer.Status, Body = Told(system, answer.Status, answer.Body) };
    }

    public static Api ApiOf(KeptSystem system, string app, string user) =>
        system.Play.As(
            user,
            app switch
            {
                "contracts" => system.Places.Contracts,
                "rewards" => system.Places.Rewards,
                "grants" => system.Places.Grants,
                _ => system.Places.Certificates,
            }
        );

    private async Task AskContractsAsync(int year)
    {
        var cases = new HashSet<string>();
        foreach (var status in Statuses)
        {
            foreach (var user in (string[])["registrar-a", "auditor"])
                cases.UnionWith(Ids(await AskAsync("contracts", user, $"/api/contracts?status={status}&limit=200")));
        }
        foreach (var user in Organisations)
        {
            cases.UnionWith(Ids(await AskAsync("contracts", user, $"/api/contracts?party={SampleUser(user)}&limit=200")));
            await AskAsync("contracts", user, "/api/notifications?limit=200");
            await AskAsync("contracts", "registrar-a", $"/api/parties/{SampleUser(user)}");
        }
        var receipts = new HashSet<string>();
        foreach (var id in cases)
        {
            foreach (var user in (string[])["registrar-a", "auditor", "finance-a", "office-u1", "company-e1"])
                await AskAsync("contracts", user, $"/api/contracts/{id}");
            await AskAsync("contracts", "auditor", $"/api/contracts/{id}/history?verify=true");
            await AskAsync("contracts", "office-u1", $"/api/contracts/{id}/history");
            await AskAsync("contracts", "auditor", $"/api/contracts/{id}/income");
            receipts.UnionWith(Ids(await AskAsync("contracts", "auditor", $"/api/receipts?contract={id}")));
            await AskAsync("certificates", "registrar-a", $"/api/certificates?subject={id}&limit=200");
        }
        foreach (var id in receipts)
        {
            foreach (var user in (string[])["auditor", "office-u1", "company-e1"])
                await AskAsync("contracts", user, $"/api/receipts/{id}");
        }
        foreach (var y in (int[])[year - 1, year])
        {
            foreach (var by in (string[])["kind", "month"])
            {
                await AskAsync("contracts", "auditor", $"/api/statistics/internal?year={y}&by={by}");
                await AskAsync("contracts", "office-u2", $"/api/statistics?year={y}&by={by}");
            }
        }
    }

    private async Task AskRewardsAsync(int year)
    {
        var entitlements = new HashSet<string>();
        foreach (var y in (int[])[year - 1, year])
        {
            foreach (var policy in (string[])["sample-seller", "sample-buyer", "received-example"])
            {
                entitlements.UnionWith(Ids(await AskAsync("rewards", "auditor", $"/api/entitlements?policy={policy}&year={y}&limit=200")));
                foreach (var run in Ids(await AskAsync("rewards", "finance-a", $"/api/settlements?policy={policy}&year={y}")))
                    await AskAsync("rewards", "finance-a", $"/api/settlements/{run}");
            }
            foreach (var user in Organisations)
                await AskAsync("rewards", user, $"/api/organisations/{SampleUser(user)}/years/{y}");
        }
        foreach (var id in entitlements)
        {
            await AskAsync("rewards", "auditor", $"/api/entitlements/{id}");
            await AskAsync("rewards", "auditor", $"/api/entitlements/{id}/contracts");
        }
        var claims = new HashSet<string>();
        foreach (
            var status in (string[])
                [
                    "submitted",
                    "checked",
                    "settled",
                    "onNotice",
                    "objected",
                    "approved",
                    "paid",
                    "payFailed",
                    "rejected",
                    "appealed",
                    "withdrawn",
                    "clawedBack",
                ]
        )
        {
            claims.UnionWith(Ids(await AskAsync("rewards", "auditor", $"/api/claims?status={status}&limit=200")));
        }
        foreach (var id in claims)
        {
            foreach (var user in (string[])["finance-a", "auditor", "office-u1", "company-e1"])
                await AskAsync("rewards", user, $"/api/claims/{id}");
            await AskAsync("rewards", "auditor", $"/api/claims/{id}/history?verify=true");
            await AskAsync("certificates", "finance-a", $"/api/certificates?subject={id}&limit=200");
        }
        await AskAsync("rewards", "office-u2", "/api/notices?limit=200");
        await AskAsync("rewards", "policy", "/api/policies/received-example");
    }

    private async Task AskGrantsAsync(int year)
    {
        const string office = "office-u1";
        foreach (var id in Ids(await AskAsync("grants", office, "/api/achievements?limit=200")))
        {
            await AskAsync("grants", office, $"/api/achievements/{id}");
            await AskAsync("grants", "auditor", $"/api/achievements/{id}/history?verify=true");
            await AskAsync("grants", "auditor", $"/api/achievements/{id}/ledger");
        }
        foreach (var id in Ids(await AskAsync("grants", office, "/api/grants?limit=200")))
        {
            foreach (var user in (string[])[office, "auditor", "office-u2"])
                await AskAsync("grants", user, $"/api/grants/{id}");
            await AskAsync("grants", "auditor", $"/api/grants/{id}/history?verify=true");
            await AskAsync("grants", "auditor", $"/api/grants/{id}/ledger");
            foreach (var distribution in Ids(await AskAsync("grants", office, $"/api/grants/{id}/distributions")))
                await AskAsync("grants", "auditor", $"/api/distributions/{distribution}");
        }
        await AskAsync("grants", office, $"/api/ledger?year={year}&org={SampleUser(office)}");
        await AskAsync("grants", office, "/api/reminders?within=365");
    }

    // Reads the certificates by counting their numbers up. Not every number is visible, so stop only after five misses.
    private async Task AskCertificatesAsync()
    {
        for (var (serial, unseen) = (1, 0); unseen < 5; serial++)
        {
            var number = $"CQGX-{system.Clock.Today.Year}-{serial:D6}";
            unseen = (await AskAsync("certificates", "auditor", $"/api/certificates/{number}"))?["number"] is null ? unseen + 1 : 0;
            await AskAsync("certificates", "office-u1", $"/api/certificates/{number}");
            var code = (string?)(await AskAsync("certificates", "registrar-a", $"/api/certificates/{number}"))?["code"];
            await AskAsync("certificates", "office-u2", $"/api/verify/{number}?code={code ?? "00000-00000-00000-00000"}");
        }
    }

    private async Task<JsonNode?> AskAsync(string app, string user, string path)
    {
        if (answers.FirstOrDefault(a => (a.App, a.User, a.Path) == (app, user, path)) is { } known)
            return known.Body;
        var answer = await AskAsync(system, new KeptAnswer(app, user, path, 0, null));
        answers.Add(answer);
        return answer.Body;
    }

    private static string SampleUser(string user) => Testing.SampleFiles.User(user).Org!;

    private static string[] Ids(JsonNode? page) => [.. (page?["items"]?.AsArray() ?? []).Select(i => (string)i!["id"]!)];

    // Removes what differs between systems: the address. Of a problem, compare only the code, which programs rely on.
    private static JsonNode? Told(KeptSystem system, int status, JsonNode? body)
    {
        if (body is null)
            return null;
        if (status >= 400)
            return new JsonObject { ["code"] = (string?)body["code"] };
        return JsonNode.Parse(
            body.ToJsonString(Json.Options)
                .Replace(system.Places.Certificates.GetLeftPart(UriPartial.Authority), "http://certificates", StringComparison.Ordinal)
        );
    }
}
