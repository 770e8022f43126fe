using Azure.Data.Tables;
using TechTransfer.Kernel.Calendar;

namespace TechTransfer.ContractRegistration.Tests.Parties;

[Collection(RunningAppTests.Name)]
public sealed class DirectoryOverHttp(RunningApp app)
{
    [Fact]
    public async Task A_filing_fills_the_directory_and_contacts_show_only_to_the_organisation_itself_and_officials()
    {
        var org = RunningApp.NewOrganisation();
        await app.FileAsync(org, "两江云桥测试研究院（虚构）");

        var own = await app.KnownPartyAsync(RunningApp.UserOf(org), org);
        Assert.Equal("联系人U1（虚构）", (string?)own.Body!["form"]!["contact"]);
        Assert.Equal(
            ("401331", "重庆高新区缙云大道1号（虚构地址）", "代表人U1（虚构）"),
            ((string?)own.Body["form"]!["postcode"], (string?)own.Body["form"]!["address"], (string?)own.Body["form"]!["representative"])
        );
        Assert.Null(own.Body["registrar"]);

        var official = await app.GetAsync(RunningApp.RegistrarA, $"/api/parties/{org}");
        Assert.Equal("023-00000001", (string?)official.Body!["form"]!["phone"]);
        Assert.NotNull(official.Body["registrar"]);

        foreach (var other in (Person[])[RunningApp.UserOf(RunningApp.NewOrganisation()), RunningApp.Finance])
        {
            var seen = await app.GetAsync(other, $"/api/parties/{org}");
            Assert.Equal(
                (200, "两江云桥测试研究院（虚构）", "022", "500107"),
                (seen.Status, (string?)seen.Body!["name"], (string?)seen.Body["kind"], (string?)seen.Body["region"])
            );
            Assert.DoesNotContain("联系人", seen.Body.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("00000001", seen.Body.ToJsonString(), StringComparison.Ordinal);
            Assert.Null(seen.Body["form"]);
        }
        Assert.Equal(401, (await app.GetAsync(null, $"/api/parties/{org}")).Status);
    }

    [Theory]
    [InlineData("渝州星火")]
    [InlineData("星火（算力）")]
    [InlineData("算力 有限")]
    public async Task An_organisation_is_found_by_any_part_of_its_name(string part)
    {
        var org = RunningApp.NewOrganisation();
        await app.FileAsync(org, "渝州星火（算力）有限公司（虚构）");

        // The search index is updated after the organisation itself.
        await RunningApp.UntilAsync(async () => (await FindAsync(part)).Contains(org));
        Assert.Empty(await FindAsync($"{part}没有这家"));
    }

    [Fact]
    public async Task A_search_goes_on_page_by_page_and_every_line_matches()
    {
        string[] orgs = [RunningApp.NewOrganisation(), RunningApp.NewOrganisation(), RunningApp.NewOrganisation()];
        foreach (var (org, i) in orgs.Select((o, i) => (o, i)))
            await app.FileAsync(org, $"翻页试验所{i}（虚构）");
        await RunningApp.UntilAsync(async () => (await FindAsync("翻页试验所")).Count() == 3);

        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await app.GetAsync(
                RunningApp.Auditor,
                $"/api/parties?name={Uri.EscapeDataString("翻页试验所")}&limit=1{(cursor is null ? "" : $"&cursor={cursor}")}"
            );
            found.AddRange(page.Body!["items"]!.AsArray().Select(i => (string)i!["uscc"]!));
            Assert.True(found.Count <= 3);
            cursor = (string?)page.Body["cursor"];
        } while (cursor is not null);
        Assert.Equal(orgs, found);
    }

    [Fact]
    public async Task The_registrars_confirmation_of_the_zone_counts_for_the_contract_from_its_acceptance()
    {
        var org = RunningApp.NewOrganisation();
        var filed = await app.FileAsync(org, "出区单位（虚构）");
        var party = await app.KnownPartyAsync(RunningApp.RegistrarA, org);
        Assert.True((bool)party.Body!["inZone"]!);
        Assert.False((bool)party.Body["zoneIsConfirmed"]!);

        var confirmed = await app.PostAsync(
            RunningApp.RegistrarA,
            $"/api/parties/{org}/zone",
            """{ "inZone": false, "from": "2025-01-01", "reason": "现场核实（虚构）" }""",
            party.Tag
        );
        Assert.Equal(200, confirmed.Status);
        Assert.False((bool)confirmed.Body!["inZone"]!);
        Assert.True((bool)confirmed.Body["zoneIsConfirmed"]!);

        var path = $"/api/contracts/{filed.Body!["id"]}";
        Assert.True((bool)filed.Body["sellers"]![0]!["inZone"]!);
        var accepted = await app.PostAsync(RunningApp.RegistrarA, $"{path}/accept", ifMatch: filed.Tag);
        Assert.False((bool)accepted.Body!["sellers"]![0]!["inZone"]!);
        Assert.Equal(org, (string?)accepted.Body["confirmedZones"]![0]!["uscc"]);

        // A later confirmation does not change an accepted contract by itself, but takes effect with the registrar's next action.
        var later = await app.PostAsync(
            RunningApp.RegistrarB,
            $"/api/parties/{org}/zone",
            """{ "inZone": true, "from": "2025-02-01", "reason": "迁入（虚构）" }""",
            confirmed.Tag
        );
        Assert.Equal(200, later.Status);
        Assert.False((bool)(await app.GetAsync(RunningApp.RegistrarA, path)).Body!["sellers"]![0]!["inZone"]!);
        var assessment = Testing.SampleFiles.Contract("C01", TimeProvider.System.ChinaToday()).Assessment!.ToJsonString();
        var assessed = await app.PostAsync(RunningApp.RegistrarB, $"{path}/assess", assessment, accepted.Tag);
        Assert.True((bool)assessed.Body!["sellers"]![0]!["inZone"]!);
    }

    [Fact]
    public async Task A_renamed_and_a_merged_organisation_are_found_by_old_and_new_names()
    {
        var (org, into) = (RunningApp.NewOrganisation(), RunningApp.NewOrganisation());
        await app.FileAsync(org, "将更名单位（虚构）");
        await app.FileAsync(into, "存续单位（虚构）");
        var party = await app.KnownPartyAsync(RunningApp.RegistrarA, org);
        await app.KnownPartyAsync(RunningApp.RegistrarA, into);

        var renamed = await app.PostAsync(
            RunningApp.RegistrarA,
            $"/api/parties/{org}/rename",
            """{ "name": "已更名单位（虚构）", "from": "2026-01-05", "reason": "变更登记通知（虚构）" }""",
            party.Tag
        );
        Assert.Equal("已更名单位（虚构）", (string?)renamed.Body!["name"]);
        Assert.Contains(org, await FindAsync("将更名单位"));
        Assert.Contains(org, await FindAsync("更名单位"));

        var merged = await app.PostAsync(
            RunningApp.RegistrarA,
            $"/api/parties/{org}/merge",
            $$"""{ "into": "{{into}}", "on": "2026-01-06", "reason": "吸收合并（虚构）" }""",
            renamed.Tag
        );
        Assert.Equal(into, (string?)merged.Body!["mergedInto"]!["into"]);
        await RunningApp.UntilAsync(async () =>
            (await app.GetAsync(RunningApp.Auditor, $"/api/parties/{into}")).Body!["predecessors"]!
                .AsArray()
                .Any(p => (string?)p!["uscc"] == org)
        );

        // A merged organisation can no longer be changed, and no other can be merged into it.
        var again = await app.PostAsync(
            RunningApp.RegistrarA,
            $"/api/parties/{org}/zone",
            """{ "inZone": true, "from": "2026-01-06", "reason": "x" }""",
            merged.Tag
        );
        Assert.Equal((409, "party_is_merged"), (again.Status, again.Code));
        var target = await app.GetAsync(RunningApp.RegistrarA, $"/api/parties/{into}");
        var circle = await app.PostAsync(
            RunningApp.RegistrarA,
            $"/api/parties/{into}/merge",
            $$"""{ "into": "{{org}}", "on": "2026-01-07", "reason": "x" }""",
            target.Tag
        );
        Assert.Equal((422, "invalid_value", "into"), (circle.Status, circle.Code, circle.Path));
    }

    [Fact]
    public async Task Erasing_takes_the_contacts_out_of_directory_and_contract_and_the_history_still_holds()
    {
        var org = RunningApp.NewOrganisation();
        var filed = await app.FileAsync(org, "清除单位（虚构）");
        var party = await app.KnownPartyAsync(RunningApp.RegistrarA, org);
        var path = $"/api/contracts/{filed.Body!["id"]}";

        var early = await app.PostAsync(RunningApp.RegistrarA, $"{path}/erase-persons", """{ "reason": "本人申请（虚构）" }""", filed.Tag);
        Assert.Equal((409, "wrong_state"), (early.Status, early.Code));
        var withdrawn = await app.PostAsync(RunningApp.UserOf(org), $"{path}/withdraw", ifMatch: filed.Tag);
        var erased = await app.PostAsync(
            RunningApp.RegistrarA,
            $"{path}/erase-persons",
            """{ "reason": "本人申请（虚构）" }""",
            withdrawn.Tag
        );
        Assert.Equal(200, erased.Status);
        Assert.DoesNotContain("00000001", (await app.GetAsync(RunningApp.RegistrarA, path)).Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.True((bool)(await app.GetAsync(RunningApp.RegistrarA, $"{path}/history?verify=true")).Body!["chainHolds"]!);

        var gone = await app.PostAsync(
            RunningApp.RegistrarA,
            $"/api/parties/{org}/erase-persons",
            """{ "reason": "本人申请（虚构）" }""",
            party.Tag
        );
        Assert.Null(gone.Body!["form"]!["phone"]);
        Assert.Equal("重庆高新区缙云大道1号（虚构地址）", (string?)gone.Body["form"]!["address"]);
    }

    [Fact]
    public async Task Nowhere_in_the_tables_does_a_person_stand_in_the_clear()
    {
        var org = RunningApp.NewOrganisation();
        string[] persons = ["13912340001", "联系人丁（虚构）", "代表人丁（虚构）", "500000190001019992"];
        var filed = await app.FileAsync(
            org,
            "保密单位（虚构）",
            content =>
            {
                var seller = content["sellers"]![0]!.AsObject();
                (seller["phone"], seller["contact"], seller["representative"], seller["signer"], seller["personId"]) = (
                    persons[0],
                    persons[1],
                    persons[2],
                    persons[2],
                    persons[3]
                );
            }
        );
        var party = await app.KnownPartyAsync(RunningApp.UserOf(org), org);
        Assert.Equal(persons[1], (string?)party.Body!["form"]!["contact"]);
        Assert.Equal(persons[0], (string?)filed.Body!["sellers"]![0]!["phone"]);

        var rows = 0;
        var service = new TableServiceClient(app.Storage);
        await foreach (var table in service.QueryAsync())
        {
            await foreach (var row in service.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                var text = string.Join('\n', row.Select(p => $"{p.Key}={p.Value}"));
                Assert.All(persons, person => Assert.DoesNotContain(person, text, StringComparison.Ordinal));
                if (text.Contains(org, StringComparison.Ordinal))
                    rows++;
            }
        }
        // Rows of the contract, its requests and events, the party and its list lines.
        Assert.InRange(rows, 8, 200);
    }

    [Fact]
    public async Task An_organisations_list_of_users_is_its_own()
    {
        var org = RunningApp.NewOrganisation();
        var (first, second, other) = (
            RunningApp.UserOf(org),
            RunningApp.UserOf(org, "u2"),
            RunningApp.UserOf(RunningApp.NewOrganisation())
        );
        var path = $"/api/parties/{org}/users";
        var list = $$"""
            { "users": [
                { "subject": "{{first.Subject}}", "name": "甲（虚构）", "roles": ["administrator"] },
                { "subject": "{{second.Subject}}", "name": "乙（虚构）", "roles": ["reviewer"] }
            ] }
            """;
        Assert.Equal(404, (await app.GetAsync(first, path)).Status);

        var set = await app.PutAsync(first, path, list);
        Assert.Equal(200, set.Status);
        Assert.Equal("乙（虚构）", (string?)(await app.GetAsync(second, path)).Body!["users"]![1]!["name"]);
        Assert.Equal(200, (await app.GetAsync(RunningApp.RegistrarA, path)).Status);

        Assert.Equal((404, "not_found"), ((await app.GetAsync(other, path)).Status, (await app.PutAsync(other, path, list, set.Tag)).Code));
        Assert.Equal(
            (403, "not_allowed"),
            ((await app.GetAsync(RunningApp.Finance, path)).Status, (await app.GetAsync(RunningApp.Finance, path)).Code)
        );
        Assert.Equal(
            (403, "administrator_only"),
            ((await app.PutAsync(second, path, list, set.Tag)).Status, (await app.PutAsync(second, path, list, set.Tag)).Code)
        );
        Assert.Equal("if_match_missing", (await app.PutAsync(first, path, list)).Code);
        Assert.Equal("version_conflict", (await app.PutAsync(first, path, list, "\"7\"")).Code);
        Assert.Equal(200, (await app.PutAsync(first, path, list.Replace("乙", "丙", StringComparison.Ordinal), set.Tag)).Status);
    }

    private async Task<IEnumerable<string>> FindAsync(string part)
    {
        var page = await app.GetAsync(RunningApp.Auditor, $"/api/parties?name={Uri.EscapeDataString(part)}");
        Assert.True(page.Status == 200, $"{page.Body}");
        return page.Body!["items"]!.AsArray().Select(i => (string)i!["uscc"]!);
    }
}
