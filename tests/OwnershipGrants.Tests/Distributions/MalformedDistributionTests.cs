using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.Testing.Apps;

namespace TechTransfer.OwnershipGrants.Tests.Distributions;

public sealed class MalformedDistributionGiven : IAsyncLifetime
{
    private readonly Dictionary<DistributionStatus, string> ids = [];

    internal GrantsApp App { get; private set; } = null!;

    internal string Granted { get; private set; } = "";

    internal string this[DistributionStatus status] => ids[status];

    public async Task InitializeAsync()
    {
        App = await GrantsApp.NewAsync();
        Granted = await App.PutAsync(DistributionGiven.Granted());
        foreach (var status in Enum.GetValues<DistributionStatus>())
            ids[status] = await App.PutAsync(DistributionGiven.In(status));
        App.Time.Now = DistributionGiven.PayDay;
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

/// <summary>Each case changes one thing in a valid body; the answer must name the faulty field.</summary>
public sealed class MalformedDistributionTests(MalformedDistributionGiven given) : IClassFixture<MalformedDistributionGiven>
{
    private const string Income =
        """{"income":800000,"incomeOn":"2026-06-01","sourceContract":"c03","deductions":[{"kind":"appraisal","amount":20000,"note":"评估"}],"leaders":[{"person":"p1","rank":"other"}]}""";
    private const string Draft = """{"deductions":[{"kind":"tax","amount":100}]}""";
    private const string Objection = """{"ground":"份额与内部协议不符。","objector":"某成员（虚构）"}""";
    private const string Resolution = """{"upheld":false,"remarks":"经核对无误。"}""";
    private const string Payment =
        """{"paidOn":"2026-08-01","reference":"批次 8","payments":[{"person":"p1","amount":100},{"person":"p2","amount":1}]}""";
    private const string Stated =
        """{"payer":"stateInstitution","payerCertificate":"事证（虚构）","mainContributors":["p1"],"withholdings":[{"filedOn":"2026-07-31","reference":"扣缴"}]}""";

    private enum Call
    {
        Enter,
        Revise,
        Object,
        Resolve,
        Pay,
        Recover,
        Withdraw,
        State,
    }

    private sealed record Case(string Name, Call Call, Action<JsonObject> Change, string Code, params string[] Paths)
    {
        public string Problem { get; init; } = "checks_failed";
    }

    private static readonly Case[] Cases =
    [
        Body("an income without an amount", Call.Enter, b => b.Remove("income"), "income"),
        Body("an income without a day", Call.Enter, b => b.Remove("incomeOn"), "incomeOn"),
        Body("an income as text", Call.Enter, b => b["income"] = "800000", "income"),
        Body("an income with three decimals", Call.Enter, b => b["income"] = 0.001m, "income"),
        Body("a day that is none", Call.Enter, b => b["incomeOn"] = "2026-02-30", "incomeOn"),
        Body("an unknown field", Call.Enter, b => b["pool"] = 1, "pool"),
        Body("an unknown way", Call.Enter, b => b["way"] = "gift", "way"),
        Body("a null deduction", Call.Enter, b => b["deductions"]!.AsArray().Add(null), "deductions[1]"),
        Body("deductions as an object", Call.Enter, b => b["deductions"] = new JsonObject(), "deductions"),
        Body("a deduction without a kind", Call.Enter, b => b["deductions"]![0]!.AsObject().Remove("kind"), "deductions[0].kind"),
        Body("a share of 110 per cent", Call.Enter, b => b["equityShare"] = "1.1", "equityShare"),
        Body("a share in per cent", Call.Enter, b => b["equityShare"] = "32%", "equityShare"),
        Body("a share of a third and a bit in decimals", Call.Enter, b => b["agreedShare"] = 0.3333333m, "agreedShare"),
        Form("an income of nothing", Call.Enter, b => b["income"] = 0, "figure_out_of_range", "income"),
        Form("an income below nothing", Call.Enter, b => b["income"] = -1, "figure_out_of_range", "income"),
        new("an income beyond a trillion", Call.Enter, b => b["income"] = 1_000_000_000_000.01m, "figure_out_of_range", "income"),
        Form("an income of tomorrow", Call.Enter, b => b["incomeOn"] = "2026-08-02", "day_in_future", "incomeOn"),
        Form(
            "an income before any rules",
            Call.Enter,
            b =>
            {
                b["incomeOn"] = "2015-09-30";
                b.Remove("leaders");
            },
            "income_before_rules",
            "incomeOn"
        ),
        Form("a contract that converts nothing here", Call.Enter, b => b["sourceContract"] = "c99", "contract_unknown", "sourceContract"),
        Form(
            "prior research as a deduction",
            Call.Enter,
            b => b["deductions"]![0]!["kind"] = "priorResearch",
            "not_deductible",
            "deductions[0].kind"
        ),
        Form("overhead as a deduction", Call.Enter, b => b["deductions"]![0]!["kind"] = "overhead", "not_deductible", "deductions[0].kind"),
        Form("an unknown deduction", Call.Enter, b => b["deductions"]![0]!["kind"] = "lunch", "unknown_code", "deductions[0].kind"),
        Form("a deduction of nothing", Call.Enter, b => b["deductions"]![0]!["amount"] = 0, "figure_out_of_range", "deductions[0].amount"),
        Form(
            "deductions above the income",
            Call.Enter,
            b => b["deductions"]![0]!["amount"] = 800_000.01m,
            "deductions_exceed_income",
            "deductions"
        ),
        Form(
            "51 deductions",
            Call.Enter,
            b =>
                b["deductions"] = new JsonArray([
                    .. Enumerable.Range(0, 51).Select(_ => new JsonObject { ["kind"] = "tax", ["amount"] = 1 }),
                ]),
            "too_many_items",
            "deductions"
        ),
        Body("a note with a control character", Call.Enter, b => b["deductions"]![0]!["note"] = "a\u0001", "deductions[0].note"),
        Form(
            "a capital contribution without its part",
            Call.Enter,
            b =>
            {
                b["way"] = "capitalContribution";
                b["deductions"] = new JsonArray();
            },
            "equity_share_missing",
            "equityShare"
        ),
        Form(
            "a capital contribution with a part of nothing",
            Call.Enter,
            b =>
            {
                b["way"] = "capitalContribution";
                b["equityShare"] = "0";
                b["deductions"] = new JsonArray();
            },
            "equity_share_missing",
            "equityShare"
        ),
        Form(
            "a capital contribution with deductions",
            Call.Enter,
            b =>
            {
                b["way"] = "capitalContribution";
                b["equityShare"] = "0.3";
            },
            "deductions_not_foreseen",
            "deductions"
        ),
        Form("a part of a company for a licence", Call.Enter, b => b["equityShare"] = "0.3", "equity_share_not_foreseen", "equityShare"),
        Form(
            "own use without its first day",
            Call.Enter,
            b =>
            {
                b["way"] = "ownUse";
                b["agreedShare"] = "0.1";
                b["deductions"] = new JsonArray();
            },
            "production_day_missing",
            "productionStartedOn"
        ),
        Form(
            "own use that earned before it started",
            Call.Enter,
            b =>
            {
                b["way"] = "ownUse";
                b["agreedShare"] = "0.1";
                b["productionStartedOn"] = "2026-06-02";
                b["deductions"] = new JsonArray();
            },
            "dates_order",
            "productionStartedOn"
        ),
        Form(
            "own use without a share",
            Call.Enter,
            b =>
            {
                b["way"] = "ownUse";
                b["productionStartedOn"] = "2026-01-01";
                b["deductions"] = new JsonArray();
            },
            "agreed_share_missing",
            "agreedShare"
        ),
        Form("another share than the agreement's", Call.Enter, b => b["agreedShare"] = "0.9", "agreed_share_not_foreseen", "agreedShare"),
        Form(
            "a first day of production for a licence",
            Call.Enter,
            b => b["productionStartedOn"] = "2026-01-01",
            "production_day_not_foreseen",
            "productionStartedOn"
        ),
        Form("a leader who is not in the team", Call.Enter, b => b["leaders"]![0]!["person"] = "p9", "person_unknown", "leaders[0].person"),
        Form("an unknown rank", Call.Enter, b => b["leaders"]![0]!["rank"] = "emperor", "unknown_code", "leaders[0].rank"),
        Form(
            "a leader twice",
            Call.Enter,
            b => b["leaders"]!.AsArray().Add(new JsonObject { ["person"] = "p1", ["rank"] = "other" }),
            "person_repeated",
            "leaders[1].person"
        ),
        Form("a reference of 101 characters", Call.Enter, b => b["reference"] = new string('x', 101), "text_too_long", "reference"),
        Body("a draft without deductions", Call.Revise, b => b.Remove("deductions"), "deductions"),
        Form("a draft of nothing", Call.Revise, b => b["income"] = 0, "figure_out_of_range", "income"),
        Form(
            "a draft with a deduction that is none",
            Call.Revise,
            b => b["deductions"]![0]!["kind"] = "priorResearch",
            "not_deductible",
            "deductions[0].kind"
        ),
        Body("an objection without a ground", Call.Object, b => b.Remove("ground"), "ground"),
        Form("an objection of blanks", Call.Object, b => b["ground"] = "  ", "text_missing", "ground"),
        Form("an objection that does not end", Call.Object, b => b["ground"] = new string('长', 2_001), "text_too_long", "ground"),
        Form("an objector without a name", Call.Object, b => b["objector"] = "", "text_missing", "objector"),
        Body("a settlement without its outcome", Call.Resolve, b => b.Remove("upheld"), "upheld"),
        Body("a settlement with a word for an outcome", Call.Resolve, b => b["upheld"] = "yes", "upheld"),
        Form("a settlement without remarks", Call.Resolve, b => b["remarks"] = "", "text_missing", "remarks"),
        Body("a payment without a day", Call.Pay, b => b.Remove("paidOn"), "paidOn"),
        Form("a payment of tomorrow", Call.Pay, b => b["paidOn"] = "2026-08-02", "day_in_future", "paidOn"),
        Form("a payment before the approval", Call.Pay, b => b["paidOn"] = "2026-07-02", "dates_order", "paidOn"),
        Form("a payment without a reference", Call.Pay, b => b["reference"] = " ", "text_missing", "reference"),
        Form("a payment to nobody", Call.Pay, b => b["payments"] = new JsonArray(), "payments_missing", "payments"),
        Form("a payment to a stranger", Call.Pay, b => b["payments"]![0]!["person"] = "p9", "person_unknown", "payments[0].person"),
        Form("a payment of nothing", Call.Pay, b => b["payments"]![0]!["amount"] = 0, "figure_out_of_range", "payments[0].amount"),
        Form("a payment below nothing", Call.Pay, b => b["payments"]![1]!["amount"] = -1, "figure_out_of_range", "payments[1].amount"),
        Form(
            "a payment above the award",
            Call.Pay,
            b => b["payments"]![0]!["amount"] = 320_000.01m,
            "payment_exceeds_award",
            "payments[0].amount"
        ),
        Form("a person paid twice at once", Call.Pay, b => b["payments"]![1]!["person"] = "p1", "person_repeated", "payments[1].person"),
        Body("a null payment", Call.Pay, b => b["payments"]!.AsArray().Add(null), "payments[2]"),
        Form(
            "more back than was paid too much",
            Call.Recover,
            b => b["payments"]![0]!["amount"] = 160_000.01m,
            "recovery_exceeds_difference",
            "payments[0].amount"
        ),
        Form("a withdrawal without a reason", Call.Withdraw, b => b["reason"] = "", "text_missing", "reason"),
        Body("an unknown kind of payer", Call.State, b => b["payer"] = "king", "payer"),
        Form("a certificate of nobody", Call.State, b => b.Remove("payer"), "payer_missing", "payer"),
        Form(
            "a main contributor from outside",
            Call.State,
            b => b["mainContributors"] = new JsonArray("p9"),
            "person_unknown",
            "mainContributors[0]"
        ),
        Form(
            "a main contributor twice",
            Call.State,
            b => b["mainContributors"] = new JsonArray("p1", "p1"),
            "person_repeated",
            "mainContributors[1]"
        ),
        Form(
            "a filing of next year",
            Call.State,
            b => b["withholdings"]![0]!["filedOn"] = "2027-01-01",
            "day_in_future",
            "withholdings[0].filedOn"
        ),
        Form(
            "a filing without a reference",
            Call.State,
            b => b["withholdings"]![0]!["reference"] = "",
            "text_missing",
            "withholdings[0].reference"
        ),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_malformed_body_is_refused_with_code_and_path_and_changes_nothing(string name)
    {
        var slip = Cases.Single(c => c.Name == name);
        var id = IdOf(slip.Call);
        var before = await given.App.TagAsync(slip.Call == Call.Enter ? id : $"{id}.d1");
        var body = BodyOf(slip.Call);
        slip.Change(body);

        var reply = await SendAsync(slip.Call, id, body, before);

        Assert.Equal((slip.Problem == "checks_failed" ? 422 : 400, slip.Problem), (reply.Status, reply.Code));
        Assert.Equal(slip.Paths.Select(path => (path, slip.Code)), reply.Errors);
        Assert.Equal(before, await given.App.TagAsync(slip.Call == Call.Enter ? id : $"{id}.d1"));
    }

    [Fact]
    public void What_the_table_starts_from_is_fine()
    {
        var (now, app) = (DistributionGiven.PayDay, DistributionGiven.Granted());
        Assert.Null(DistributionGiven.Enter(app, Read<EnterIncomeBody>(Income), Given.Office, now).Problem);
        Assert.Null(
            ReviseDraft
                .Decide(DistributionGiven.Drafted(), app, null, Read<ReviseDraftBody>(Draft), DistributionGiven.Book, Given.Office, now)
                .Problem
        );
        Assert.Null(
            ObjectToDistribution
                .Decide(
                    DistributionGiven.OnNotice(),
                    app,
                    Read<ObjectToDistributionBody>(Objection),
                    DistributionGiven.Book,
                    Given.Office,
                    Given.Now
                )
                .Problem
        );
        Assert.Null(
            ResolveDistributionObjection
                .Decide(
                    DistributionGiven.Objected(),
                    Read<ResolveDistributionObjectionBody>(Resolution),
                    DistributionGiven.Book,
                    Given.Office,
                    now
                )
                .Problem
        );
        Assert.Null(PayDistribution.Decide(DistributionGiven.Approved(), Read<PayDistributionBody>(Payment), Given.Office, now).Problem);
        Assert.Null(
            RecoverDistribution.Decide(DistributionGiven.Recovering(), Read<PayDistributionBody>(Payment), Given.Office, now).Problem
        );
        Assert.Null(StateEvidence.Decide(DistributionGiven.Approved(), Read<Evidence>(Stated), Given.Office, now).Problem);
        Assert.True(Cases.Length >= 60);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("a1.d2")]
    [InlineData("..")]
    [InlineData("a1.d1.d1")]
    [InlineData("%2e%2e")]
    public async Task An_id_that_leads_nowhere_is_not_found(string id) =>
        Assert.Equal(
            404,
            (
                await FunctionCall.GetAsync(
                    (r, c) => given.App.Op<GetDistribution>().Run(r, id, c),
                    Given.Office,
                    $"/api/distributions/{id}"
                )
            ).Status
        );

    [Fact]
    public async Task What_is_not_there_and_what_is_anothers_are_the_same()
    {
        var distribution = $"{given[DistributionStatus.Approved]}.d1";
        var payment = JsonNode.Parse(Payment);

        var others = await FunctionCall.PostAsync(
            (r, c) => given.App.Op<PayDistribution>().Run(r, distribution, c),
            Given.OtherOffice,
            $"/api/distributions/{distribution}/pay",
            payment,
            "\"1\""
        );
        var missing = await FunctionCall.PostAsync(
            (r, c) => given.App.Op<PayDistribution>().Run(r, $"{given.Granted}.d9", c),
            Given.Office,
            $"/api/distributions/{given.Granted}.d9/pay",
            payment,
            await given.App.TagAsync(given.Granted)
        );

        Assert.Equal((404, 404), (others.Status, missing.Status));
        Assert.Equal(others.Json!["detail"]!.ToString(), missing.Json!["detail"]!.ToString());
    }

    [Fact]
    public async Task A_change_needs_the_version_that_was_read()
    {
        var distribution = $"{given[DistributionStatus.Approved]}.d1";
        Task<Reply> Pay(string? tag) =>
            FunctionCall.PostAsync(
                (r, c) => given.App.Op<PayDistribution>().Run(r, distribution, c),
                Given.Office,
                $"/api/distributions/{distribution}/pay",
                JsonNode.Parse(Payment),
                tag
            );

        Assert.Equal((428, 412), ((await Pay(null)).Status, (await Pay("\"99\"")).Status));
    }

    private static T Read<T>(string json) => System.Text.Json.JsonSerializer.Deserialize<T>(json, Json.Strict)!;

    private string IdOf(Call call) =>
        call switch
        {
            Call.Enter => given.Granted,
            Call.Revise or Call.Withdraw => given[DistributionStatus.Draft],
            Call.Object => given[DistributionStatus.OnNotice],
            Call.Resolve => given[DistributionStatus.Objected],
            Call.Recover => given[DistributionStatus.Recovering],
            Call.Pay or Call.State => given[DistributionStatus.Approved],
        };

    private static JsonObject BodyOf(Call call) =>
        JsonNode
            .Parse(
                call switch
                {
                    Call.Enter => Income,
                    Call.Revise => Draft,
                    Call.Object => Objection,
                    Call.Resolve => Resolution,
                    Call.Pay or Call.Recover => Payment,
                    Call.Withdraw => """{"reason":"录入有误。"}""",
                    Call.State => Stated,
                }
            )!
            .AsObject();

    private async Task<Reply> SendAsync(Call call, string achievement, JsonObject body, string tag)
    {
        var (app, id) = (given.App, $"{achievement}.d1");
        // Objections are accepted only while the notice runs.
        var at = app.Time.Now;
        if (call == Call.Object)
            app.Time.Now = Given.Now;
        try
        {
            return await (
                call switch
                {
                    Call.Enter => FunctionCall.PostAsync(
                        (r, c) => app.Op<EnterIncome>().Run(r, $"{achievement}.g1", c),
                        Given.Office,
                        $"/api/grants/{achievement}.g1/distributions",
                        body,
                        tag
                    ),
                    Call.Revise => FunctionCall.PutAsync(
                        (r, c) => app.Op<ReviseDraft>().Run(r, id, c),
                        Given.Office,
                        $"/api/distributions/{id}",
                        body,
                        tag
                    ),
                    Call.Object => FunctionCall.PostAsync(
                        (r, c) => app.Op<ObjectToDistribution>().Run(r, id, c),
                        Given.Office,
                        $"/api/distributions/{id}/object",
                        body,
                        tag
                    ),
                    Call.Resolve => FunctionCall.PostAsync(
                        (r, c) => app.Op<ResolveDistributionObjection>().Run(r, id, c),
                        Given.Office,
                        $"/api/distributions/{id}/resolve",
                        body,
                        tag
                    ),
                    Call.Pay => FunctionCall.PostAsync(
                        (r, c) => app.Op<PayDistribution>().Run(r, id, c),
                        Given.Office,
                        $"/api/distributions/{id}/pay",
                        body,
                        tag
                    ),
                    Call.Recover => FunctionCall.PostAsync(
                        (r, c) => app.Op<RecoverDistribution>().Run(r, id, c),
                        Given.Office,
                        $"/api/distributions/{id}/recover",
                        body,
                        tag
                    ),
                    Call.Withdraw => FunctionCall.PostAsync(
                        (r, c) => app.Op<WithdrawDistribution>().Run(r, id, c),
                        Given.Office,
                        $"/api/distributions/{id}/withdraw",
                        body,
                        tag
                    ),
                    Call.State => FunctionCall.PutAsync(
                        (r, c) => app.Op<StateEvidence>().Run(r, id, c),
                        Given.Office,
                        $"/api/distributions/{id}/evidence",
                        body,
                        tag
                    ),
                }
            );
        }
        finally
        {
            app.Time.Now = at;
        }
    }

    private static Case Body(string name, Call call, Action<JsonObject> change, params string[] paths) =>
        new(name, call, change, "malformed_body", paths) { Problem = "malformed_body" };

    private static Case Form(string name, Call call, Action<JsonObject> change, string code, params string[] paths) =>
        new(name, call, change, code, paths);
}
