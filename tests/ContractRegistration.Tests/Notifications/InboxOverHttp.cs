using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Tests.Parties;

namespace TechTransfer.ContractRegistration.Tests.Notifications;

[Collection(RunningAppTests.Name)]
public sealed class InboxOverHttp(RunningApp app)
{
    [Fact]
    public async Task A_returned_contract_notifies_its_filer_and_its_correction_notifies_the_registrars()
    {
        var org = RunningApp.NewOrganisation();
        var (filer, other) = (RunningApp.UserOf(org), RunningApp.UserOf(RunningApp.NewOrganisation()));
        var filed = await app.FileAsync(org, "收件单位（虚构）");
        var path = $"/api/contracts/{filed.Body!["id"]}";
        var returned = await app.PostAsync(
            RunningApp.RegistrarA,
            $"{path}/return",
            """{ "corrections": [{ "code": "paperUnreadable", "message": "第三页看不清。" }] }""",
            filed.Tag
        );
        Assert.Equal(200, returned.Status);

        var notification = Assert.Single(await InboxAsync(filer, "", 1))!;
        Assert.Equal(
            ("returned", (string?)filed.Body["id"], path, false),
            ((string?)notification["type"], (string?)notification["caseId"], (string?)notification["link"], (bool)notification["read"]!)
        );
        Assert.Contains("有1处内容需补正", (string?)notification["text"]!["zh"], StringComparison.Ordinal);
        Assert.Empty((await app.GetAsync(other, "/api/notifications")).Body!["items"]!.AsArray());
        var one = $"/api/notifications/{notification["id"]}";
        Assert.Equal(404, (await app.GetAsync(other, one)).Status);
        Assert.Equal(404, (await app.PostAsync(other, $"{one}/read")).Status);
        Assert.Equal(404, (await app.GetAsync(RunningApp.RegistrarA, one)).Status);
        Assert.Equal(200, (await app.GetAsync(RunningApp.Auditor, one)).Status);

        // A notification is marked as read for all users of the organisation.
        Assert.Single(await InboxAsync(filer, "?unread=true", 1));
        var read = await app.PostAsync(filer, $"{one}/read", idempotencyKey: "k1");
        Assert.Equal(200, read.Status);
        var again = await app.PostAsync(RunningApp.UserOf(org, "u2"), $"{one}/read");
        Assert.Equal((string?)read.Body!["readAt"], (string?)again.Body!["readAt"]);
        Assert.Empty(await InboxAsync(filer, "?unread=true", 0));
        Assert.True((bool)Assert.Single(await InboxAsync(filer, "", 1))!["read"]!);

        // Registrars get a notification about the corrected filing, but not about the first submission.
        var corrected = await app.PostAsync(filer, $"{path}/submit", """{"answers":[{"correction":0,"text":"已补正。"}]}""", returned.Tag);
        Assert.Equal(200, corrected.Status);
        JsonArray waiting = [];
        await RunningApp.UntilAsync(async () => (waiting = await OfficeAsync(filed)).Count > 0);
        Assert.Equal("corrected", (string?)Assert.Single(waiting)!["type"]);
    }

    [Fact]
    public async Task A_registered_contract_notifies_every_side_once_newest_first()
    {
        var org = RunningApp.NewOrganisation();
        var filed = await app.FileAsync(org, "双方单位（虚构）");
        var path = $"/api/contracts/{filed.Body!["id"]}";
        var accepted = await app.PostAsync(RunningApp.RegistrarA, $"{path}/accept", ifMatch: filed.Tag);
        var assessment = Testing.SampleFiles.Contract("C01", new(2026, 6, 1)).Assessment!.ToJsonString();
        var assessed = await app.PostAsync(RunningApp.RegistrarB, $"{path}/assess", assessment, accepted.Tag);
        var registered = await app.PostAsync(RunningApp.RegistrarB, $"{path}/register", ifMatch: assessed.Tag);
        Assert.True(registered.Status == 200, $"{registered.Body}");

        var own = Assert.Single(await InboxAsync(RunningApp.UserOf(org), "", 1))!;
        Assert.Equal("registered", (string?)own["type"]);
        Assert.Contains((string)registered.Body!["number"]!, (string?)own["text"]!["zh"], StringComparison.Ordinal);
        var buyer = new Person("buyer", (string)filed.Body["buyers"]![0]!["uscc"]!, "company");
        await RunningApp.UntilAsync(async () =>
            (await InboxAsync(buyer, "", 0)).Any(n => (string?)n!["caseId"] == (string?)filed.Body["id"])
        );
        Assert.NotEqual(
            (string?)own["id"],
            (string?)(await InboxAsync(buyer, "", 1)).First(n => (string?)n!["caseId"] == (string?)filed.Body["id"])!["id"]
        );
    }

    private async Task<JsonArray> InboxAsync(Person reader, string query, int atLeast)
    {
        JsonArray items = [];
        await RunningApp.UntilAsync(async () =>
            (items = (await app.GetAsync(reader, $"/api/notifications{query}")).Body!["items"]!.AsArray()).Count >= atLeast
        );
        return items;
    }

    private async Task<JsonArray> OfficeAsync(Answered filed)
    {
        var items = (await app.GetAsync(RunningApp.RegistrarA, "/api/notifications?limit=200")).Body!["items"]!.AsArray();
        return [.. items.Where(n => (string?)n!["caseId"] == (string?)filed.Body!["id"]).Select(n => n!.DeepClone())];
    }
}
