using System.Text;
using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Calendar;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Diligence;
using TechTransfer.OwnershipGrants.Documents;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.OwnershipGrants.Ledger;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.OwnershipGrants.Tests.Grants;

public class OverHttp
{
    [Fact]
    public async Task K01_goes_from_the_record_to_the_grant_in_force_and_its_messages_name_the_team()
    {
        var stage = await GrantStage.NewAsync();
        var grant = await InForceAsync(stage);

        Assert.Equal(("inForce", "0.8"), ((string)grant.Json!["status"]!, (string)grant.Json["terms"]!["share"]!));
        var sent = await stage.App.SentAsync();
        var types = sent.Select(e => e.Type).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                MessageNames.GrantNoticeOpened,
                MessageNames.GrantAgreementSigned,
                MessageNames.GrantEnteredIntoForce,
                MessageNames.NotificationMessage,
            },
            types
        );
        var inForce = sent.First(e => e.Type == MessageNames.GrantEnteredIntoForce).Body!.Value.GetProperty("grant");
        Assert.Equal(
            ["成员甲（虚构）", "成员乙（虚构）", "成员丙（虚构）", "成员丁（虚构）"],
            inForce.GetProperty("team").EnumerateArray().Select(p => p.GetProperty("name").GetString())
        );
        Assert.Equal(1, inForce.GetProperty("edition").GetInt32());
    }

    [Fact]
    public async Task Names_and_identity_numbers_stand_in_no_history_and_can_be_erased()
    {
        var stage = await GrantStage.NewAsync();
        var made = await stage.RecordAsync(GrantStage.AchievementBody());
        var id = (string)made.Json!["id"]!;
        Assert.DoesNotContain("500000199001010011", Encoding.UTF8.GetString(made.Bytes), StringComparison.Ordinal);
        Assert.Equal("500000199001010011", (await stage.App.StateAsync(id)).Team().Find("p1")!.Identity.Number);

        var erased = await FunctionCall.PostAsync(
            (r, c) => stage.Op<ErasePerson>().Run(r, id, "p1", c),
            Given.Office,
            $"/api/achievements/{id}/persons/p1/erase",
            null,
            made.Tag
        );

        Assert.Equal(200, erased.Status);
        var member = (await stage.App.StateAsync(id)).Team().Find("p1")!;
        Assert.Equal((null, null, Share.Percent(50)), (member.Name, member.Identity.Number, member.Share));
        var history = await FunctionCall.GetAsync(
            (r, c) => stage.Op<GetAchievementHistory>().Run(r, id, c),
            Given.Auditor,
            $"/api/achievements/{id}/history"
        );
        Assert.True((bool)history.Json!["chainHolds"]!);
        Assert.DoesNotContain("成员甲", Encoding.UTF8.GetString(history.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_application_answers_its_own_grant_and_not_the_newest()
    {
        var stage = await GrantStage.NewAsync();
        var id = (string)(await stage.RecordAsync(GrantStage.AchievementBody())).Json!["id"]!;
        var first = await stage.ApplyAsync(id, GrantStage.ApplicationBody(), "\"1\"", key: "k1");
        var second = await stage.ApplyAsync(id, GrantStage.ApplicationBody(), first.Tag, key: "k2");
        Assert.Equal((201, 201), (first.Status, second.Status));

        var repeated = await stage.ApplyAsync(id, GrantStage.ApplicationBody(), "\"1\"", key: "k1");

        Assert.Equal((201, first.Location, first.Tag), (repeated.Status, repeated.Location, repeated.Tag));
        Assert.Equal((string)first.Json!["id"]!, (string)repeated.Json!["id"]!);
        Assert.NotEqual(first.Location, second.Location);
    }

    [Fact]
    public async Task A_right_stands_under_one_achievement_until_that_is_closed()
    {
        var stage = await GrantStage.NewAsync();
        var first = await stage.RecordAsync(GrantStage.AchievementBody());
        var application = GrantStage.AchievementBody("2023100 12345.6");
        application["rights"]![0]!["kind"] = "patentApplication";
        application["kind"] = "patentApplication";

        Assert.Equal((409, "right_taken"), await AnswerAsync(stage.RecordAsync(application)));
        var id = (string)first.Json!["id"]!;
        var closed = await FunctionCall.PostAsync(
            (r, c) => stage.Op<CloseAchievement>().Run(r, id, c),
            Given.Office,
            $"/api/achievements/{id}/close",
            new JsonObject { ["reason"] = "误登记。" },
            first.Tag
        );
        Assert.Equal("closed", (string)closed.Json!["status"]!);
        Assert.Equal((201, null), await AnswerAsync(stage.RecordAsync(application)));
        Assert.Equal((409, "achievement_closed"), await AnswerAsync(stage.ApplyAsync(id, GrantStage.ApplicationBody(), closed.Tag)));
    }

    [Fact]
    public async Task Another_organisation_finds_nothing_and_an_auditor_reads_but_changes_nothing()
    {
        var stage = await GrantStage.NewAsync();
        var grant = await InForceAsync(stage);
        var id = (string)grant.Json!["id"]!;
        var achievement = (string)grant.Json["achievementId"]!;
        foreach (
            var read in (Func<Caller, Task<Reply>>[])
                [
                    c => stage.GetGrantAsync(id, c),
                    c =>
                        FunctionCall.GetAsync(
                            (r, t) => stage.Op<GetAchievement>().Run(r, achievement, t),
                            c,
                            $"/api/achievements/{achievement}"
                        ),
                    c => FunctionCall.GetAsync((r, t) => stage.Op<GetGrantLedger>().Run(r, id, t), c, $"/api/grants/{id}/ledger"),
                    c => FunctionCall.GetAsync((r, t) => stage.Op<GetGrantHistory>().Run(r, id, t), c, $"/api/grants/{id}/history"),
                    c => FunctionCall.GetAsync((r, t) => stage.Op<GetDueDiligence>().Run(r, id, t), c, $"/api/grants/{id}/due-diligence"),
                    c => FunctionCall.GetAsync(stage.Op<ListGrants>().Run, c, $"/api/grants?org={SampleFiles.Uscc("U1")}"),
                    c => FunctionCall.GetAsync(stage.Op<ListAchievements>().Run, c, $"/api/achievements?org={SampleFiles.Uscc("U1")}"),
                    c =>
                        FunctionCall.GetAsync(
                            stage.Op<GetOrganisationLedger>().Run,
                            c,
                            $"/api/ledger?year=2026&org={SampleFiles.Uscc("U1")}"
                        ),
                ]
        )
        {
            Assert.Equal((404, "not_found"), await AnswerAsync(read(Given.OtherOffice)));
            Assert.Equal((200, null), await AnswerAsync(read(Given.Auditor)));
        }
        Assert.Equal(
            (404, "not_found"),
            await AnswerAsync(
                stage.ActAsync(
                    id,
                    "terminate",
                    new JsonObject
                    {
                        ["ground"] = "agreed",
                        ["reason"] = "x",
                        ["on"] = "2026-07-01",
                    },
                    grant.Tag,
                    Given.OtherOffice
                )
            )
        );
        Assert.Equal(
            (403, "not_allowed"),
            await AnswerAsync(
                stage.ActAsync(
                    id,
                    "terminate",
                    new JsonObject
                    {
                        ["ground"] = "agreed",
                        ["reason"] = "x",
                        ["on"] = "2026-07-01",
                    },
                    grant.Tag,
                    Given.Auditor
                )
            )
        );
        Assert.Equal((404, "not_found"), await AnswerAsync(stage.GetGrantAsync($"{achievement}.g9", Given.Office)));
    }

    [Fact]
    public async Task A_repeated_application_is_one_grant_and_a_stale_one_is_none()
    {
        var stage = await GrantStage.NewAsync();
        var made = await stage.RecordAsync(GrantStage.AchievementBody());
        var id = (string)made.Json!["id"]!;
        Task<Reply> Send(string? tag, string key) =>
            FunctionCall.PostAsync(
                (r, c) => stage.Op<Apply>().Run(r, id, c),
                Given.Office,
                $"/api/achievements/{id}/grants",
                GrantStage.ApplicationBody(),
                tag,
                key
            );

        var once = await Send(made.Tag, "k-1");
        var twice = await Send(made.Tag, "k-1");

        Assert.Equal((201, 201), (once.Status, twice.Status));
        Assert.Equal($"{id}.g1", (string)twice.Json!["id"]!);
        Assert.Equal((412, "version_conflict"), await AnswerAsync(Send(made.Tag, "k-2")));
        Assert.Equal((428, "if_match_missing"), await AnswerAsync(Send(null, "k-3")));
        Assert.Single((await stage.App.StateAsync(id)).Grants);
    }

    [Fact]
    public async Task A_registered_contract_links_itself_and_its_revocation_flows_back_in_any_order()
    {
        var stage = await GrantStage.NewAsync();
        var grant = await InForceAsync(stage);
        var (id, achievement) = ((string)grant.Json!["id"]!, (string)grant.Json["achievementId"]!);
        var registered = Given.C03(achievement);

        await stage.ReceiveAsync("case-c03", 9, registered);
        await stage.ReceiveAsync("case-c03", 9, registered);
        var conversion = (await stage.GetGrantAsync(id, Given.Office)).Json!["conversions"]!.AsArray().Single()!;
        Assert.Equal(
            ("standing", id, 800_000m),
            ((string)conversion["status"]!, (string)conversion["grantId"]!, (decimal)conversion["contractValue"]!)
        );

        await stage.ReceiveAsync(
            "case-c03",
            15,
            new ContractRevoked
            {
                ContractId = "case-c03",
                Number = registered.Number,
                Edition = 1,
                RevokedOn = Given.Later.ChinaDate(),
                Reason = "弄虚作假。",
            }
        );
        await stage.ReceiveAsync(
            "case-c03",
            12,
            new ContractChanged
            {
                Contract = registered with { Title = "变更" },
                Edition = 2,
                ChangedOn = Given.Later.ChinaDate(),
                ClericalSlip = false,
            }
        );
        conversion = (await stage.GetGrantAsync(id, Given.Office)).Json!["conversions"]!.AsArray().Single()!;
        Assert.Equal("revoked", (string)conversion["status"]!);
        Assert.Contains(
            (await stage.App.SentAsync()).Where(e => e.Type == MessageNames.NotificationMessage),
            e => e.Body!.Value.GetProperty("type").GetString() == "conversionFallen"
        );

        // The message about the contract's end arrives before that about its registration.
        await stage.ReceiveAsync(
            "case-c04",
            5,
            new ContractCancelled
            {
                ContractId = "case-c04",
                Number = "5000012026000004",
                Edition = 1,
                CancelledOn = Given.Later.ChinaDate(),
                Reason = "双方协商。",
            }
        );
        await stage.ReceiveAsync("case-c04", 3, registered with { ContractId = "case-c04" });
        Assert.Equal(
            [ConversionStatus.Revoked, ConversionStatus.Cancelled],
            (await stage.App.StateAsync(achievement)).Conversions.Select(c => c.Status)
        );
    }

    [Fact]
    public async Task A_contract_that_names_nothing_is_linked_by_hand_and_its_cancellation_flows_back()
    {
        var stage = await GrantStage.NewAsync();
        var grant = await InForceAsync(stage);
        var (id, achievement) = ((string)grant.Json!["id"]!, (string)grant.Json["achievementId"]!);
        var body = new JsonObject { ["contractId"] = "case-c03" };
        Assert.Equal((409, "not_yet_known"), await AnswerAsync(stage.ActAsync(id, "conversions", body.DeepClone(), grant.Tag)));
        await stage.ReceiveAsync("case-c03", 9, Given.C03(null));
        Assert.Empty((await stage.App.StateAsync(achievement)).Conversions);

        var linked = await stage.ActAsync(id, "conversions", body.DeepClone(), grant.Tag);
        Assert.Equal((201, "standing", true), (linked.Status, (string)linked.Json!["status"]!, (bool)linked.Json["byHand"]!));
        Assert.Equal((409, "already_converted"), await AnswerAsync(stage.ActAsync(id, "conversions", body.DeepClone(), linked.Tag)));

        await stage.ReceiveAsync(
            "case-c03",
            11,
            new ContractCancelled
            {
                ContractId = "case-c03",
                Number = "5000012026000003",
                Edition = 1,
                CancelledOn = Given.Later.ChinaDate(),
                Reason = "双方协商。",
            }
        );
        Assert.Equal(ConversionStatus.Cancelled, (await stage.App.StateAsync(achievement)).Conversions.Single().Status);
    }

    [Fact]
    public async Task The_clock_ends_notices_once_with_two_instances_and_after_weeks()
    {
        var stage = await GrantStage.NewAsync();
        var (_, noticed) = await ToAsync(stage, "publish");
        var id = (string)noticed.Json!["id"]!;
        stage.App.Time.Now = Given.Now.AddDays(15);
        Assert.Equal(0, await stage.App.Op<AdvanceGrants>().RunAsync(CancellationToken.None));
        stage.App.Time.Now = Given.Now.AddDays(60);
        var another = new GrantStage(await stage.App.AnotherInstanceAsync());

        var made = await Task.WhenAll(
            stage.App.Op<AdvanceGrants>().RunAsync(CancellationToken.None),
            another.App.Op<AdvanceGrants>().RunAsync(CancellationToken.None)
        );

        Assert.Equal(1, made.Sum());
        Assert.Equal(0, await stage.App.Op<AdvanceGrants>().RunAsync(CancellationToken.None));
        Assert.Equal("noticeEnded", (string)(await stage.GetGrantAsync(id, Given.Office)).Json!["status"]!);
        Assert.Single(
            await stage.App.SentAsync(),
            e => e.Type == MessageNames.NotificationMessage && e.Body!.Value.GetProperty("type").GetString() == "grantNoticeEnded"
        );
    }

    [Fact]
    public async Task The_ledger_lists_everything_in_order_and_no_cell_runs_as_a_formula()
    {
        var stage = await GrantStage.NewAsync();
        var body = GrantStage.AchievementBody();
        body["name"] = "=HYPERLINK(\"x\")（虚构）";
        var made = await stage.RecordAsync(body);
        var id = (string)made.Json!["id"]!;
        var document = await FunctionCall.SendAsync(
            (r, c) => stage.Op<AttachDocument>().Run(r, id, c),
            Given.Office,
            "POST",
            $"/api/achievements/{id}/documents?name=%2Bminutes.pdf",
            SentBody.Of(SamplePdf.With("minutes"), "application/octet-stream"),
            made.Tag
        );
        Assert.Equal(200, document.Status);
        var hash = (string)document.Json!["sha256"]!;

        var ledger = await FunctionCall.GetAsync(
            (r, c) => stage.Op<GetAchievementLedger>().Run(r, id, c),
            Given.Office,
            $"/api/achievements/{id}/ledger"
        );
        var items = ledger.Json!["items"]!.AsArray();
        Assert.True((bool)ledger.Json["chainHolds"]!);
        Assert.Equal(["achievement", "right", "team", "document"], items.Select(i => (string)i!["kind"]!));
        Assert.Equal(hash, (string)items[3]!["documents"]![0]!);
        Assert.Equal((string)items[2]!["hash"]!, (string)items[3]!["previous"]!);

        var csv = await FunctionCall.GetAsync(
            (r, c) => stage.Op<GetAchievementLedger>().Run(r, id, c),
            Given.Office,
            $"/api/achievements/{id}/ledger?format=csv"
        );
        var lines = Encoding.UTF8.GetString(csv.Bytes).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.DoesNotContain(lines.SelectMany(l => l.Split(',')), cell => cell.TrimStart('"') is ['=' or '+' or '@', ..]);
        var xlsx = await FunctionCall.GetAsync(
            (r, c) => stage.Op<GetOrganisationLedger>().Run(r, c),
            Given.Office,
            "/api/ledger?year=2026&format=xlsx"
        );
        Assert.Equal("PK"u8.ToArray(), xlsx.Bytes[..2]);
        Assert.Equal(
            (400, "malformed_query"),
            await AnswerAsync(
                FunctionCall.GetAsync(
                    (r, c) => stage.Op<GetOrganisationLedger>().Run(r, c),
                    Given.Office,
                    "/api/ledger?year=2026&format=pdf"
                )
            )
        );

        var read = await FunctionCall.GetAsync(
            (r, c) => stage.Op<GetDocument>().Run(r, id, hash, c),
            Given.Auditor,
            $"/api/achievements/{id}/documents/{hash}"
        );
        Assert.Equal(SamplePdf.With("minutes"), read.Bytes);
        Assert.Equal(
            (404, "not_found"),
            await AnswerAsync(
                FunctionCall.GetAsync(
                    (r, c) => stage.Op<GetDocument>().Run(r, id, hash, c),
                    Given.OtherOffice,
                    $"/api/achievements/{id}/documents/{hash}"
                )
            )
        );
    }

    [Theory]
    [InlineData("a program", "unsupported_media_type", 415)]
    [InlineData("a PDF cut short", "document_broken", 422)]
    [InlineData("a PDF with a script", "document_active", 422)]
    public async Task An_unfit_document_is_refused_and_nothing_of_it_is_kept(string name, string code, int status)
    {
        var content = name switch
        {
            "a program" => "MZ"u8.ToArray(),
            "a PDF cut short" => SampleDocuments.Pdf()[..^60],
            _ => SampleDocuments.Pdf("<< /S /JavaScript >>"),
        };
        var stage = await GrantStage.NewAsync();
        var made = await stage.RecordAsync(GrantStage.AchievementBody());
        var id = (string)made.Json!["id"]!;

        var refused = await FunctionCall.SendAsync(
            (r, c) => stage.Op<AttachDocument>().Run(r, id, c),
            Given.Office,
            "POST",
            $"/api/achievements/{id}/documents?name=a.pdf",
            SentBody.Of(content, "application/octet-stream"),
            made.Tag
        );

        Assert.Equal((status, code), (refused.Status, refused.Code));
        var hash = Ids.Sha256(content);
        Assert.Equal(
            404,
            (
                await FunctionCall.GetAsync(
                    (r, c) => stage.Op<GetDocument>().Run(r, id, hash, c),
                    Given.Office,
                    $"/api/achievements/{id}/documents/{hash}"
                )
            ).Status
        );
    }

    [Fact]
    public async Task Lists_hold_an_organisations_grants_by_status()
    {
        var stage = await GrantStage.NewAsync();
        var grant = await InForceAsync(stage);
        async Task<int> Count(Caller caller, string query) =>
            (await FunctionCall.GetAsync(stage.Op<ListGrants>().Run, caller, $"/api/grants?{query}")).Json!["items"]!.AsArray().Count;

        Assert.Equal(1, await Count(Given.Office, ""));
        Assert.Equal(1, await Count(Given.Office, "status=inForce"));
        Assert.Equal(0, await Count(Given.Office, "status=applied"));
        Assert.Equal(1, await Count(Given.Auditor, "status=inForce"));
        Assert.Equal(0, await Count(Given.OtherOffice, ""));
        Assert.NotNull(grant.Tag);
    }

    private static async Task<(int, string?)> AnswerAsync(Task<Reply> call) =>
        await call is var reply ? (reply.Status, reply.Code) : default;

    private static async Task<Reply> InForceAsync(GrantStage stage)
    {
        var (grantId, noticed) = await ToAsync(stage, "publish");
        stage.App.Time.Now = Given.Later;
        var reply = await Ok(
            stage.ActAsync(
                grantId,
                "sign",
                new JsonObject { ["agreementSha256"] = Given.Hash("agreement"), ["signedOn"] = $"{Given.Later.ChinaDate():yyyy-MM-dd}" },
                noticed.Tag
            )
        );
        reply = await Ok(
            stage.ActAsync(
                grantId,
                "recordRightHolder",
                new JsonObject
                {
                    ["records"] = new JsonArray(new JsonObject { ["right"] = 0, ["recordedOn"] = $"{Given.Later.ChinaDate():yyyy-MM-dd}" }),
                },
                reply.Tag
            )
        );
        return await Ok(stage.ActAsync(grantId, "enterIntoForce", null, reply.Tag, Given.SecondPerson));
    }

    private static async Task<(string GrantId, Reply Last)> ToAsync(GrantStage stage, string until)
    {
        var made = await stage.RecordAsync(GrantStage.AchievementBody());
        Assert.Equal(201, made.Status);
        var reply = await stage.ApplyAsync((string)made.Json!["id"]!, GrantStage.ApplicationBody(), made.Tag);
        Assert.Equal(201, reply.Status);
        var id = (string)reply.Json!["id"]!;
        foreach (var (action, body, caller) in Steps())
        {
            reply = await Ok(stage.ActAsync(id, action, body, reply.Tag, caller));
            if (action == until)
                break;
        }
        return (id, reply);
    }

    private static (string Action, JsonNode? Body, Caller Caller)[] Steps() =>
        [
            ("check", new JsonObject { ["papers"] = new JsonArray(Given.Hash("application")) }, Given.Office),
            ("clearTitle", JsonNode.Parse(Json.Write(Given.AClearTitle)), Given.Office),
            (
                "appraise",
                new JsonObject
                {
                    ["manner"] = "agreement",
                    ["on"] = "2026-06-10",
                    ["value"] = 800_000,
                },
                Given.Office
            ),
            (
                "decide",
                new JsonObject
                {
                    ["granted"] = true,
                    ["minutes"] = "校长办公会纪要〔2026〕6号（虚构）",
                    ["minutesSha256"] = Given.Hash("minutes"),
                    ["on"] = "2026-06-10",
                },
                Given.SecondPerson
            ),
            ("publish", null, Given.Office),
        ];

    private static async Task<Reply> Ok(Task<Reply> call)
    {
        var reply = await call;
        Assert.True(reply.Status == 200, Encoding.UTF8.GetString(reply.Bytes));
        return reply;
    }
}
