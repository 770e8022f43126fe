using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.OwnershipGrants.Tests.Grants;

public sealed class MalformedGiven : IAsyncLifetime
{
    private readonly Dictionary<GrantStatus, string> ids = [];

    internal GrantStage Stage { get; private set; } = null!;

    internal string Achievement { get; private set; } = "";

    internal string this[GrantStatus status] => ids[status];

    public async Task InitializeAsync()
    {
        Stage = await GrantStage.NewAsync();
        Achievement = await Stage.App.PutAsync(Given.Recorded());
        foreach (
            var status in (GrantStatus[])
                [
                    GrantStatus.Applied,
                    GrantStatus.FormChecked,
                    GrantStatus.TitleCleared,
                    GrantStatus.Appraised,
                    GrantStatus.Decided,
                    GrantStatus.OnNotice,
                    GrantStatus.Objected,
                    GrantStatus.NoticeEnded,
                    GrantStatus.InForce,
                    GrantStatus.Extended,
                ]
        )
        {
            ids[status] = await Stage.App.PutAsync(Given.In(status, Given.AUse));
        }
        ids[GrantStatus.Signed] = await Stage.App.PutAsync(Given.In(GrantStatus.Signed));
        ids[GrantStatus.RightHolderRecorded] = await Stage.App.PutAsync(Given.In(GrantStatus.RightHolderRecorded));
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

/// <summary>Each case changes one thing in a valid body; the answer must name the faulty field, and nothing may change.</summary>
public sealed class MalformedTests(MalformedGiven given) : IClassFixture<MalformedGiven>
{
    private enum Call
    {
        Record,
        Edit,
        Team,
        Apply,
        Check,
        ClearTitle,
        Appraise,
        Decide,
        Publish,
        Object,
        Resolve,
        Sign,
        RightHolder,
        Force,
        Extend,
        Report,
        TakeBack,
        Terminate,
        Withdraw,
    }

    /// <param name="Faults">Code and path of each failed check; for other problems only the paths.</param>
    private sealed record Case(string Name, Call Call, Action<JsonObject> Change, params string[] Faults)
    {
        public string Problem { get; init; } = "checks_failed";
    }

    private static readonly Case[] Cases =
    [
        Body("no name", Call.Record, b => b.Remove("name"), "name"),
        Body("a name as a number", Call.Record, b => b["name"] = 5, "name"),
        Body("an unknown field", Call.Record, b => b["colour"] = "red", "colour"),
        Body("a day that is none", Call.Record, b => b["completedOn"] = "2025-02-30", "completedOn"),
        Body("a day with a time", Call.Record, b => b["completedOn"] = "2025-02-20T10:00:00Z", "completedOn"),
        Body("an unknown secrecy", Call.Record, b => b["secrecy"] = "top", "secrecy"),
        Body("a share of more than all", Call.Record, b => b["team"]![0]!["share"] = "1.5", "team[0].share"),
        Body("a share in per cent", Call.Record, b => b["team"]![0]!["share"] = "50%", "team[0].share"),
        Body("a share over zero", Call.Record, b => b["team"]![0]!["share"] = "1/0", "team[0].share"),
        Body("a share below nothing", Call.Record, b => b["team"]![0]!["share"] = -0.5m, "team[0].share"),
        Body("a share of endless digits", Call.Record, b => b["team"]![0]!["share"] = "1/" + new string('3', 400), "team[0].share"),
        Body("a null in the team", Call.Record, b => b["team"]!.AsArray().Add(null), "team[4]"),
        Body("a team that is no list", Call.Record, b => b["team"] = "nobody", "team"),
        Fault("a blank name", Call.Record, b => b["name"] = "  ", "text_missing", "name"),
        Fault("a name of 201 characters", Call.Record, b => b["name"] = new string('长', 201), "text_too_long", "name"),
        Body("a name with a control character", Call.Record, b => b["name"] = "a\u0007b", "name"),
        Fault("a day after today", Call.Record, b => b["completedOn"] = "2027-01-01", "day_in_future", "completedOn"),
        Fault("a day before patents", Call.Record, b => b["completedOn"] = "1950-01-01", "day_too_early", "completedOn"),
        Fault("an unknown kind", Call.Record, b => b["kind"] = "idea", "unknown_code", "kind", "kind_without_right", "kind"),
        Fault("a kind that no right has", Call.Record, b => b["kind"] = "softwareCopyright", "kind_without_right", "kind"),
        Fault("no rights", Call.Record, b => b["rights"] = new JsonArray(), "rights_count", "rights"),
        Fault(
            "an unknown kind of right",
            Call.Record,
            b => b["rights"]!.AsArray().Add(new JsonObject { ["kind"] = "idea" }),
            "unknown_code",
            "rights[1].kind"
        ),
        Fault(
            "a patent without a number",
            Call.Record,
            b => b["rights"]![0]!.AsObject().Remove("number"),
            "right_number_missing",
            "rights[0].number"
        ),
        Fault(
            "a right twice, once as an application",
            Call.Record,
            b => b["rights"]!.AsArray().Add(new JsonObject { ["kind"] = "patentApplication", ["number"] = "2023 10012345.6" }),
            "right_repeated",
            "rights[1].number"
        ),
        Fault(
            "granted before it was filed",
            Call.Record,
            b => b["rights"]![0]!["grantedOn"] = "2020-01-01",
            "dates_order",
            "rights[0].grantedOn"
        ),
        Fault(
            "expired before it was granted",
            Call.Record,
            b => b["rights"]![0]!["expiresOn"] = "2024-01-01",
            "dates_order",
            "rights[0].expiresOn"
        ),
        Fault("an unknown origin", Call.Record, b => b["fundOrigin"] = "lottery", "unknown_code", "fundOrigin"),
        Fault("a project of a programme without its number", Call.Record, b => b.Remove("planNumber"), "plan_number_missing", "planNumber"),
        Fault("no owners", Call.Record, b => b["owners"] = new JsonArray(), "owners_count", "owners"),
        Fault(
            "a code with a wrong check character",
            Call.Record,
            b => b["owners"]![0]!["uscc"] = "12500107MB0A1B0136",
            "uscc_invalid",
            "owners[0].uscc",
            "owner_missing",
            "owners"
        ),
        Fault(
            "another organisation's achievement",
            Call.Record,
            b => b["owners"]![0]!["uscc"] = SampleFiles.Uscc("U2"),
            "owner_missing",
            "owners"
        ),
        Fault(
            "an owner's region of five digits",
            Call.Record,
            b => b["owners"]![0]!["region"] = "50010",
            "region_malformed",
            "owners[0].region"
        ),
        Fault(
            "an owner of nothing",
            Call.Record,
            b => b["owners"]![0]!["share"] = "0",
            "share_zero",
            "owners[0].share",
            "shares_not_whole",
            "owners"
        ),
        Fault("owners of less than all", Call.Record, b => b["owners"]![0]!["share"] = "2/3", "shares_not_whole", "owners"),
        Fault("an empty team", Call.Record, b => b["team"] = new JsonArray(), "team_count", "team"),
        Fault("a person without a name", Call.Record, b => b["team"]![1]!.AsObject().Remove("name"), "text_missing", "team[1].name"),
        Fault("a key that nobody has", Call.Record, b => b["team"]![1]!["person"] = "p7", "person_unknown", "team[1].person"),
        Fault(
            "a person with nothing",
            Call.Record,
            b =>
            {
                b["team"]![3]!["share"] = "0";
                b["team"]![2]!["share"] = "0.3";
            },
            "share_zero",
            "team[3].share"
        ),
        Fault("shares of 99.9999 per cent", Call.Record, b => b["team"]![3]!["share"] = "0.099999", "shares_not_whole", "team"),
        Fault("no representative", Call.Record, b => b["team"]![0]!["representative"] = false, "representative_count", "team"),
        Fault("two representatives", Call.Record, b => b["team"]![1]!["representative"] = true, "representative_count", "team"),
        Fault("no inner agreement", Call.Record, b => b.Remove("innerAgreementSha256"), "hash_malformed", "innerAgreementSha256"),
        Fault(
            "a hash in capitals",
            Call.Record,
            b => b["innerAgreementSha256"] = Given.Hash("x").ToUpperInvariant(),
            "hash_malformed",
            "innerAgreementSha256"
        ),
        Fault(
            "an unknown stage",
            Call.Record,
            b =>
                b["separateLedger"] = new JsonObject
                {
                    ["listedOn"] = "2026-01-01",
                    ["assetNumber"] = "A1",
                    ["stage"] = "dream",
                },
            "unknown_code",
            "separateLedger.stage"
        ),
        Fault("a change without a reason", Call.Edit, b => b["reason"] = "", "text_missing", "reason"),
        Body("owners in a change", Call.Edit, b => b["owners"] = new JsonArray(), "owners"),
        Fault("a team before the one before", Call.Team, b => b["from"] = "2025-03-01", "day_not_after", "from"),
        Fault("a person twice", Call.Team, b => b["members"]![1]!["person"] = "p1", "person_repeated", "members[1].person"),
        Fault("a change of the team to two thirds", Call.Team, b => b["members"]![1]!["share"] = "1/6", "shares_not_whole", "members"),
        Body("no plan", Call.Apply, b => b.Remove("plan"), "plan"),
        Body("an unknown type", Call.Apply, b => b["type"] = "gift", "type"),
        Body("a fee with three decimals", Call.Apply, b => b["fee"] = 0.001m, "fee"),
        Fault("neither type nor preset", Call.Apply, b => b.Remove("preset"), "type_missing", "type"),
        Fault("an unknown preset", Call.Apply, b => b["preset"] = "share85", "unknown_code", "preset"),
        Fault(
            "a preset of another type",
            Call.Apply,
            b => b["type"] = "longTermUse",
            "preset_of_other_type",
            "preset",
            "share_of_use",
            "share",
            "term_missing",
            "termYears"
        ),
        Fault("a share of nothing", Call.Apply, b => b["share"] = "0", "share_missing", "share"),
        Fault("a share of all", Call.Apply, b => b["share"] = "1", "share_is_whole", "share"),
        Fault("a term of ownership", Call.Apply, b => b["termYears"] = 5, "term_of_ownership", "termYears"),
        Fault("an exclusive ownership", Call.Apply, b => b["exclusive"] = true, "exclusive_ownership", "exclusive"),
        Fault(
            "use for five years",
            Call.Apply,
            b =>
            {
                b["preset"] = "use5plus5";
                b["renewalYears"] = 0;
            },
            "term_too_short",
            "termYears"
        ),
        Fault(
            "use for a century",
            Call.Apply,
            b =>
            {
                b["preset"] = "use10";
                b["termYears"] = 100;
            },
            "term_out_of_range",
            "termYears"
        ),
        Fault("costs that nobody bears", Call.Apply, b => b["costShares"] = new JsonArray(), "parts_count", "costShares"),
        Fault(
            "income for nobody of the team",
            Call.Apply,
            b => b["incomeShares"] = new JsonArray(new JsonObject { ["holder"] = "unit", ["share"] = "1" }),
            "team_part_missing",
            "incomeShares"
        ),
        Fault(
            "costs of more than all",
            Call.Apply,
            b =>
                b["costShares"] = new JsonArray(
                    new JsonObject { ["holder"] = "unit", ["share"] = "1" },
                    new JsonObject { ["holder"] = "team", ["share"] = "0.1" }
                ),
            "shares_not_whole",
            "costShares"
        ),
        Fault(
            "a holder twice",
            Call.Apply,
            b =>
                b["costShares"] = new JsonArray(
                    new JsonObject { ["holder"] = "team", ["share"] = "0.5" },
                    new JsonObject { ["holder"] = "team", ["share"] = "0.5" }
                ),
            "holder_repeated",
            "costShares[1].holder"
        ),
        Fault("a fee of nothing", Call.Apply, b => b["fee"] = 0, "amount_not_positive", "fee"),
        Fault(
            "a consent of a stranger",
            Call.Apply,
            b => b["consents"]![3]!["person"] = "p9",
            "person_unknown",
            "consents[3].person",
            "consent_missing",
            "consents"
        ),
        Fault("a consent of tomorrow", Call.Apply, b => b["consents"]![0]!["on"] = "2027-01-01", "day_in_future", "consents[0].on"),
        Fault(
            "a consent twice",
            Call.Apply,
            b => b["consents"]!.AsArray().Add(b["consents"]![0]!.DeepClone()),
            "person_repeated",
            "consents[4].person"
        ),
        Fault("a taker of whom nothing is said", Call.Apply, b => b["relations"] = new JsonArray(), "relation_not_stated", "takers[0]"),
        Fault(
            "a word on a taker that is not there",
            Call.Apply,
            b => b["relations"]!.AsArray().Add(new JsonObject { ["taker"] = 7, ["related"] = false }),
            "taker_missing",
            "relations[1].taker"
        ),
        Fault(
            "a relation that says nothing",
            Call.Apply,
            b =>
                b["relations"]![0] = new JsonObject
                {
                    ["taker"] = 0,
                    ["related"] = true,
                    ["disclosed"] = true,
                },
            "text_missing",
            "relations[0].nature",
            "persons_missing",
            "relations[0].persons"
        ),
        Fault("a taker's code that is none", Call.Apply, b => b["takers"]![0]!["uscc"] = "123", "uscc_invalid", "takers[0].uscc"),
        Fault(
            "a taker abroad without an approval",
            Call.Apply,
            b => b["takers"]![0]!["country"] = "304",
            "foreign_approval_missing",
            "foreignApproval"
        ),
        Fault(
            "a country as letters",
            Call.Apply,
            b => b["takers"]![0]!["country"] = "DE",
            "country_malformed",
            "takers[0].country",
            "foreign_approval_missing",
            "foreignApproval"
        ),
        Fault("a right from long ago", Call.Apply, b => b["startsOn"] = "2020-01-01", "day_too_early", "startsOn"),
        Fault("a check of no documents", Call.Check, b => b["papers"] = new JsonArray(), "papers_count", "papers"),
        Fault("a document that is no hash", Call.Check, b => b["papers"]![0] = "abc", "hash_malformed", "papers[0]"),
        Fault("a refusal without a word", Call.Check, b => b["passed"] = false, "text_missing", "remarks"),
        Fault("an item left out", Call.ClearTitle, b => b["negativeList"]!.AsArray().RemoveAt(2), "item_unanswered", "negativeList"),
        Fault(
            "an item that applies without a word",
            Call.ClearTitle,
            b => b["negativeList"]![0]!["applies"] = true,
            "text_missing",
            "negativeList[0].remarks"
        ),
        Fault(
            "an item twice",
            Call.ClearTitle,
            b => b["negativeList"]!.AsArray().Add(b["negativeList"]![0]!.DeepClone()),
            "item_repeated",
            "negativeList[7].code"
        ),
        Fault("a search of tomorrow", Call.ClearTitle, b => b["searchedOn"] = "2027-01-01", "day_in_future", "searchedOn"),
        Fault("a price of nothing", Call.Appraise, b => b["value"] = 0, "amount_not_positive", "value"),
        Fault("a value of what is free", Call.Appraise, b => b["manner"] = "none", "value_of_nothing", "value"),
        Body("an unknown manner", Call.Appraise, b => b["manner"] = "dice", "manner"),
        Fault("a decision without minutes", Call.Decide, b => b["minutes"] = "", "text_missing", "minutes"),
        Fault("minutes that are no hash", Call.Decide, b => b["minutesSha256"] = "0", "hash_malformed", "minutesSha256"),
        Fault("a notice that began in the past", Call.Publish, b => b["from"] = "2026-06-01", "notice_start", "from"),
        Fault(
            "a notice posted before the decision",
            Call.Publish,
            b =>
            {
                b["from"] = "2026-06-01";
                b["sha256"] = Given.Hash("posted");
            },
            "notice_before_decision",
            "from"
        ),
        Fault(
            "a notice of next year",
            Call.Publish,
            b =>
            {
                b["from"] = "2027-06-01";
                b["sha256"] = Given.Hash("posted");
            },
            "notice_start",
            "from"
        ),
        Fault("an objection without a ground", Call.Object, b => b["ground"] = "", "text_missing", "ground"),
        Fault("an objection before the notice", Call.Object, b => b["raisedOn"] = "2026-06-01", "outside_notice", "raisedOn"),
        Fault("an objection that is not there", Call.Resolve, b => b["objection"] = 2, "objection_not_open", "objection"),
        Body("an unknown outcome", Call.Resolve, b => b["outcome"] = "maybe", "outcome"),
        Fault("signed while the notice ran", Call.Sign, b => b["signedOn"] = "2026-06-25", "signed_during_notice", "signedOn"),
        Fault(
            "a holder of a right that is not there",
            Call.RightHolder,
            b => b["records"]![0]!["right"] = 4,
            "right_missing",
            "records[0].right",
            "right_not_recorded",
            "records"
        ),
        Fault(
            "a holder recorded before the agreement",
            Call.RightHolder,
            b => b["records"]![0]!["recordedOn"] = "2026-06-11",
            "dates_order",
            "records[0].recordedOn"
        ),
        Fault("in force before the agreement", Call.Force, b => b["on"] = "2026-06-11", "dates_order", "on"),
        Fault("extended by nothing", Call.Extend, b => b["years"] = 0, "term_out_of_range", "years"),
        Fault("a report on next year", Call.Report, b => b["year"] = 2027, "year_out_of_range", "year"),
        Fault("a report of income below nothing", Call.Report, b => b["income"] = -1, "amount_negative", "income"),
        Fault("terminated before it was signed", Call.Terminate, b => b["on"] = "2026-06-11", "dates_order", "on"),
        Fault("withdrawn without a word", Call.Withdraw, b => b["reason"] = "", "text_missing", "reason"),
        new("taken back too early", Call.TakeBack, b => { }) { Problem = "take_back_too_early" },
    ];

    public static TheoryData<string> Names => [.. Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_refused_with_code_and_path_and_nothing_changes(string name)
    {
        var one = Cases.Single(c => c.Name == name);
        var body = BodyOf(one.Call);
        one.Change(body);
        var id = IdOf(one.Call);
        given.Stage.App.Time.Now =
            one.Call is Call.Sign or Call.RightHolder or Call.Force or Call.Extend or Call.Report or Call.TakeBack or Call.Terminate
                ? Given.Later
            : one.Call is Call.Object or Call.Resolve ? Given.After(5)
            : Given.Now;
        var before = id.Length == 0 ? null : await given.Stage.App.TagAsync(id);

        var reply = await SendAsync(one.Call, id, body, before);

        Assert.Equal(one.Problem, reply.Code);
        Assert.Equal(one.Faults, reply.Errors.Select(e => one.Problem == "checks_failed" ? $"{e.Code} {e.Path}" : e.Path).ToArray());
        if (id.Length > 0)
            Assert.Equal(before, await given.Stage.App.TagAsync(id));
    }

    [Fact]
    public async Task What_the_cases_change_is_fine_before()
    {
        foreach (var call in Enum.GetValues<Call>().Where(c => c != Call.TakeBack))
        {
            given.Stage.App.Time.Now =
                call is Call.Sign or Call.RightHolder or Call.Force or Call.Extend or Call.Report or Call.Terminate ? Given.Later
                : call is Call.Object or Call.Resolve ? Given.After(5)
                : Given.Now;
            // Works on a copy, so that the shared achievement and grants keep their status.
            var id = IdOf(call) is { Length: > 0 } kept ? await given.Stage.App.PutAsync(await given.Stage.App.StateAsync(kept)) : "";
            var body = BodyOf(call);
            if (call == Call.Record)
                body["rights"]![0]!["number"] = $"ZL{Path.GetRandomFileName()}";
            var reply = await SendAsync(call, id, body, id.Length == 0 ? null : await given.Stage.App.TagAsync(id));
            Assert.True(reply.Status is 200 or 201, $"{call}: {System.Text.Encoding.UTF8.GetString(reply.Bytes)}");
        }
    }

    private static Case Body(string name, Call call, Action<JsonObject> change, string path) =>
        new(name, call, change, path) { Problem = "malformed_body" };

    /// <summary>A case whose checks fail; codes and paths alternate in the expected order.</summary>
    private static Case Fault(string name, Call call, Action<JsonObject> change, params string[] codesAndPaths) =>
        new(name, call, change, [.. codesAndPaths.Chunk(2).Select(p => $"{p[0]} {p[1]}")]);

    private static JsonObject BodyOf(Call call) =>
        call switch
        {
            Call.Record => GrantStage.AchievementBody(),
            Call.Edit => Parse(
                $$"""{"name":"新名称（虚构）","kind":"patent","rights":[{"kind":"patent","number":"ZL202310099999.9{{Path.GetRandomFileName()}}"}],"planNumber":"2021YFB0000000","reason":"专利授权。"}"""
            ),
            Call.Team => Parse(
                $$"""{"from":"2026-07-01","members":[{"person":"p1","share":"2/3","representative":true},{"person":"p2","share":"1/3"}],"innerAgreementSha256":"{{Given.Hash("second")}}","reason":"成员变化。"}"""
            ),
            Call.Apply => GrantStage.ApplicationBody(),
            Call.Check => Parse($$"""{"papers":["{{Given.Hash("application")}}"]}"""),
            Call.ClearTitle => JsonNode.Parse(Json.Write(Given.AClearTitle))!.AsObject(),
            Call.Appraise => Parse("""{"manner":"agreement","on":"2026-06-10","value":800000}"""),
            Call.Decide => Parse($$"""{"granted":true,"minutes":"纪要","minutesSha256":"{{Given.Hash("minutes")}}","on":"2026-06-10"}"""),
            Call.Publish => Parse("""{"from":"2026-06-10"}"""),
            Call.Object => Parse("""{"objector":"前成员己（虚构）","ground":"未列入团队。","raisedOn":"2026-06-14"}"""),
            Call.Resolve => Parse("""{"outcome":"dismissed","remarks":"不成立。","objection":1}"""),
            Call.Sign => Parse($$"""{"agreementSha256":"{{Given.Hash("agreement")}}","signedOn":"2026-06-30"}"""),
            Call.RightHolder => Parse("""{"records":[{"right":0,"recordedOn":"2026-06-30"}]}"""),
            Call.Force => Parse("""{"on":"2026-06-30"}"""),
            Call.Extend => Parse($$"""{"years":5,"agreementSha256":"{{Given.Hash("extension")}}","reason":"转化顺利。"}"""),
            Call.Report => Parse("""{"year":2026,"progress":"进展正常。","income":0}"""),
            Call.TakeBack => Parse("""{"reason":"未转化。"}"""),
            Call.Terminate => Parse("""{"ground":"agreed","reason":"双方协商。","on":"2026-06-30"}"""),
            Call.Withdraw => Parse("""{"reason":"团队放弃。"}"""),
        };

    private string IdOf(Call call) =>
        call switch
        {
            Call.Record => "",
            Call.Edit or Call.Team or Call.Apply => given.Achievement,
            Call.Check => given[GrantStatus.Applied],
            Call.ClearTitle => given[GrantStatus.FormChecked],
            Call.Appraise => given[GrantStatus.TitleCleared],
            Call.Decide => given[GrantStatus.Appraised],
            Call.Publish => given[GrantStatus.Decided],
            Call.Object => given[GrantStatus.OnNotice],
            Call.Resolve => given[GrantStatus.Objected],
            Call.Sign => given[GrantStatus.NoticeEnded],
            Call.RightHolder => given[GrantStatus.Signed],
            Call.Force => given[GrantStatus.RightHolderRecorded],
            Call.Extend => given[GrantStatus.Extended],
            Call.Report or Call.TakeBack or Call.Terminate => given[GrantStatus.InForce],
            Call.Withdraw => given[GrantStatus.Applied],
        };

    private Task<Reply> SendAsync(Call call, string id, JsonObject body, string? tag)
    {
        var stage = given.Stage;
        return call switch
        {
            Call.Record => stage.RecordAsync(body),
            Call.Edit => FunctionCall.PutAsync(
                (r, c) => stage.Op<EditAchievement>().Run(r, id, c),
                Given.Office,
                $"/api/achievements/{id}",
                body,
                tag
            ),
            Call.Team => FunctionCall.PostAsync(
                (r, c) => stage.Op<ChangeTeam>().Run(r, id, c),
                Given.Office,
                $"/api/achievements/{id}/team",
                body,
                tag
            ),
            Call.Apply => stage.ApplyAsync(id, body, tag),
            _ => stage.ActAsync(
                $"{id}.g1",
                call switch
                {
                    Call.RightHolder => "recordRightHolder",
                    Call.Force => "enterIntoForce",
                    Call.Report => "reportYear",
                    _ => char.ToLowerInvariant(call.ToString()[0]) + call.ToString()[1..],
                },
                body,
                tag,
                call is Call.Decide or Call.Force ? Given.SecondPerson : Given.Office
            ),
        };
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
