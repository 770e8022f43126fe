using System.Globalization;
using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.Testing;

namespace TechTransfer.Demo;

/// <summary>What the scientists got.</summary>
/// <param name="Distribution">As the organisation reads it.</param>
/// <param name="Notice">The grant's public notice.</param>
public sealed record PlayedGrant(JsonNode Distribution, JsonNode Notice);

/// <summary>
/// Plays K01 and C03: 80% of an invention go to a team of four, the contract C03 converts it, its money is divided and paid. Notices take weeks, so the grants
/// app's clock is moved: the grant began two months ago, and the payment is made in a month.
/// </summary>
internal sealed class PlayGrant(Play play, string clockFile)
{
    /// <summary>The sample that converts the achievement.</summary>
    public const string Contract = "C03";

    private const string Office = "office-u1";
    private const string SecondPerson = "office-u1-b";
    private const int ApplicationDay = -60;
    private const int SigningDay = -44;
    private const int ApprovalDay = 40;
    private readonly DateOnly today = TimeProvider.System.ChinaToday();
    private string grant = "";
    private ApiAnswer answer = new(0, null, null, null);

    /// <summary>From the achievement's record to the grant in force; the achievement's id.</summary>
    public async Task<string> GrantAsync()
    {
        MoveClock(ApplicationDay);
        await StepAsync(Office, "/api/achievements", Achievement(Day(-500)));
        var achievement = (string)answer.Body!["id"]!;
        var rules = (await play.Grants(Office).GetAsync("/api/grant-rules")).Body!;
        await StepAsync(Office, $"/api/achievements/{achievement}/grants", Application());
        grant = (string)answer.Body["id"]!;
        await ActAsync(Office, "check", new JsonObject { ["papers"] = new JsonArray(Hash("application")) });
        await ActAsync(Office, "clearTitle", new JsonObject
        {
            ["searchedOn"] = Day(ApplicationDay), ["reportSha256"] = Hash("title report"),
            ["negativeList"] = new JsonArray([.. rules["negativeList"]!.AsArray().Select(i => new JsonObject { ["code"] = (string)i!["code"]!, ["applies"] = false })]),
        });
        await ActAsync(Office, "appraise", new JsonObject { ["manner"] = "agreement", ["on"] = Day(ApplicationDay), ["value"] = 800_000, ["appraiser"] = "某评估公司（虚构）", ["reportSha256"] = Hash("appraisal") });
        await ActAsync(SecondPerson, "decide", new JsonObject { ["granted"] = true, ["minutes"] = "校长办公会纪要（虚构）", ["minutesSha256"] = Hash("minutes"), ["on"] = Day(ApplicationDay) });
        await ActAsync(Office, "publish", null);
        MoveClock(SigningDay);
        await ActAsync(Office, "sign", new JsonObject { ["agreementSha256"] = Hash("agreement"), ["signedOn"] = Day(SigningDay) });
        await ActAsync(Office, "recordRightHolder", new JsonObject { ["records"] = new JsonArray(new JsonObject { ["right"] = 0, ["recordedOn"] = Day(SigningDay), ["certificateSha256"] = Hash("register") }) });
        await ActAsync(SecondPerson, "enterIntoForce", null);
        MoveClock(0);
        return achievement;
    }

    /// <summary>The money of C03 comes in, is divided and paid.</summary>
    public async Task<PlayedGrant> DistributeAsync(JsonNode contract)
    {
        var id = (string)contract["id"]!;
        answer = await play.Contracts(Office).PostAsync("/api/receipts", new JsonObject
        {
            ["receivedOn"] = Day(0), ["amount"] = 800_000, ["invoiceNumber"] = "24502000000000000003", ["bankReference"] = "SLIP-C03", ["payer"] = SampleFiles.Uscc("E5"),
            ["allocations"] = new JsonArray(new JsonObject { ["contractId"] = id, ["amount"] = 800_000 }),
        });
        Expect("the receipt");
        answer = await play.Contracts("company-e5").PostAsync($"/api/receipts/{(string)answer.Body!["id"]!}/confirm", null, answer.Tag);
        Expect("its confirmation");
        await play.DrainedAsync();

        // The draft came by itself.
        answer = await play.Grants(Office).GetAsync($"/api/grants/{grant}/distributions");
        var draft = answer.Body!["items"]!.AsArray().SingleOrDefault() ?? throw new DemoFailedException("the receipt of C03 proposed no distribution.");
        var distribution = $"/api/distributions/{(string)draft["id"]!}";
        answer = await play.Grants(Office).PutAsync(distribution, new JsonObject { ["deductions"] = new JsonArray(new JsonObject { ["kind"] = "appraisal", ["amount"] = 20_000, ["note"] = "资产评估费" }) }, answer.Tag);
        Expect("the deductions");
        await StepAsync(Office, $"{distribution}/publish", null, answer.Tag);
        MoveClock(ApprovalDay);
        await StepAsync(SecondPerson, $"{distribution}/approve", null, answer.Tag);
        await StepAsync(Office, $"{distribution}/pay", new JsonObject { ["paidOn"] = Day(ApprovalDay), ["reference"] = "工资批次（虚构）" }, answer.Tag);
        MoveClock(0);
        var notice = (await play.Grants(Office).GetAsync($"/api/grants/{grant}")).Body!["notice"]!;
        return new(answer.Body!, notice);
    }

    private Task ActAsync(string user, string action, JsonObject? body) => StepAsync(user, $"/api/grants/{grant}/{action}", body, answer.Tag);

    private async Task StepAsync(string user, string path, JsonObject? body, string? tag = null)
    {
        // A grant is applied for on the version of its achievement that was just read.
        answer = await play.Grants(user).PostAsync(path, body, tag ?? answer.Tag);
        Expect(path);
    }

    private void Expect(string what)
    {
        if (answer.Status is not (200 or 201)) throw new DemoFailedException($"K01: {what} was answered {answer.Status}: {answer.Body?.ToJsonString(Json.Options) ?? "(no JSON)"}");
    }

    // Whole or not at all: the app may read it at any moment.
    private void MoveClock(int days)
    {
        File.WriteAllText($"{clockFile}.new", TimeSpan.FromDays(days).ToString("c", CultureInfo.InvariantCulture));
        File.Move($"{clockFile}.new", clockFile, overwrite: true);
    }

    private string Day(int days) => today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Hash(string document) => Ids.Sha256(document);

    private JsonObject Achievement(string completedOn)
    {
        var owner = SampleFiles.Party("U1");
        JsonObject Member(string name, string share, bool representative = false) => new() { ["name"] = name, ["share"] = share, ["representative"] = representative };
        return new()
        {
            ["name"] = "一种微型压力传感器（虚构）", ["kind"] = "patent", ["completedOn"] = completedOn, ["fundOrigin"] = "own", ["innerAgreementSha256"] = Hash("inner agreement"),
            ["rights"] = new JsonArray(new JsonObject { ["kind"] = "patent", ["number"] = "ZL-XG-0003", ["filedOn"] = Day(-5 * 365), ["grantedOn"] = Day(-2 * 365), ["expiresOn"] = Day(15 * 365) }),
            ["owners"] = new JsonArray(new JsonObject { ["uscc"] = (string)owner["uscc"]!, ["name"] = (string)owner["name"]!, ["kind"] = "022", ["region"] = (string)owner["region"]!, ["inZone"] = true, ["share"] = "1" }),
            ["team"] = new JsonArray(Member("成员甲（虚构）", "0.5", true), Member("成员乙（虚构）", "0.2"), Member("成员丙（虚构）", "0.2"), Member("成员丁（虚构）", "0.1")),
        };
    }

    private JsonObject Application() => new()
    {
        ["preset"] = "share80", ["plan"] = "专利权转让给重庆渝北传感有限公司（虚构）实施。",
        ["takers"] = new JsonArray(new JsonObject { ["name"] = "重庆渝北传感有限公司（虚构）", ["uscc"] = SampleFiles.Uscc("E5") }),
        ["relations"] = new JsonArray(new JsonObject { ["taker"] = 0, ["related"] = false }),
        ["consents"] = new JsonArray([.. Enumerable.Range(1, 4).Select(i => new JsonObject { ["person"] = $"p{i}", ["on"] = Day(ApplicationDay), ["sha256"] = Hash($"consent {i}") })]),
    };
}
