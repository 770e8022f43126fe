using System.Globalization;
using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.ContractFacts;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing;

namespace TechTransfer.RewardCalculation.Tests.Claims;

/// <summary>Requests that must be refused, each with the expected code and path; nothing of them may be stored.</summary>
public sealed class BadClaims
{
    private const string Yearly = "test-yearly";
    private static readonly string Hash = new('a', 64);

    // Changes to a valid body: field=JSON, separated by blanks; - removes the field.
    public static TheoryData<string, string, int, string, string?> Confirmations { get; } =
        new()
        {
            { "office-u1", "version=2", 409, "entitlement_stale", "version" },
            { "office-u1", "version=0", 409, "entitlement_stale", "version" },
            { "office-u1", "version=-", 422, "invalid_value", "version" },
            { "office-u1", "version=\"1\"", 400, "malformed_body", "version" },
            { "office-u1", "entitlementId=\"nothing\"", 422, "entitlement_not_found", "entitlementId" },
            { "office-u1", "entitlementId=\"a/b#?\"", 422, "entitlement_not_found", "entitlementId" },
            { "office-u1", "entitlementId=\"\"", 422, "entitlement_not_found", "entitlementId" },
            { "office-u1", "entitlementId=-", 422, "claim_form", "entitlementId" },
            { "office-u1", "policyId=\"test-yearly\"", 422, "claim_form", "policyId" },
            { "office-u1", "contractIds=[\"c1\"]", 422, "claim_form", "contractIds" },
            { "office-u1", "year=2026", 422, "claim_form", "year" },
            { "office-u1", "role=\"seller\"", 422, "claim_form", "role" },
            // Another organisation's entitlement must look like one that does not exist.
            { "office-u2", "", 422, "entitlement_not_found", "entitlementId" },
            { "company-e1", "", 422, "entitlement_not_found", "entitlementId" },
            { "finance-a", "", 403, "not_allowed", null },
            { "auditor", "", 403, "not_allowed", null },
            { "office-u1", "bankAccount=-", 400, "malformed_body", "bankAccount" },
            { "office-u1", "bankAccount=null", 400, "malformed_body", "bankAccount" },
            { "office-u1", "bankAccount={}", 422, "checks_failed", "bankAccount.number" },
            { "office-u1", "bankAccount={\"number\":\"1234567\",\"bank\":\"某行\"}", 422, "checks_failed", "bankAccount.number" },
            {
                "office-u1",
                "bankAccount={\"number\":\"62220212345678901234567890123456789\",\"bank\":\"某行\"}",
                422,
                "checks_failed",
                "bankAccount.number"
            },
            { "office-u1", "bankAccount={\"number\":\"6222021234567x90\",\"bank\":\"某行\"}", 422, "checks_failed", "bankAccount.number" },
            {
                "office-u1",
                "bankAccount={\"number\":\"６２２２０２１２３４５６７８９０\",\"bank\":\"某行\"}",
                422,
                "checks_failed",
                "bankAccount.number"
            },
            { "office-u1", "bankAccount={\"number\":\"0000000000\",\"bank\":\"某行\"}", 422, "checks_failed", "bankAccount.number" },
            { "office-u1", "bankAccount={\"number\":6222021234567890,\"bank\":\"某行\"}", 400, "malformed_body", "bankAccount.number" },
            { "office-u1", "bankAccount={\"number\":\"6222021234567890\"}", 422, "checks_failed", "bankAccount.bank" },
            {
                "office-u1",
                "bankAccount={\"number\":\"6222021234567890\",\"bank\":\"\\u0007\"}",
                400,
                "malformed_body",
                "bankAccount.bank"
            },
            {
                "office-u1",
                "bankAccount={\"number\":\"6222021234567890\",\"bank\":\"某行\",\"holder\":\"张三\"}",
                422,
                "checks_failed",
                "bankAccount.holder"
            },
            {
                "office-u1",
                "bankAccount={\"number\":\"6222021234567890\",\"bank\":\"某行\",\"swift\":\"x\"}",
                400,
                "malformed_body",
                "bankAccount.swift"
            },
            {
                "office-u1",
                "evidence=[{\"kind\":\"audit\",\"name\":\"a.pdf\",\"sha256\":\"HASH\"}]",
                422,
                "checks_failed",
                "evidence[0].kind"
            },
            { "office-u1", "amount=1", 400, "malformed_body", "amount" },
        };

    public static TheoryData<string, string, string, int, string, string?> Applications { get; } =
        new()
        {
            { "2027-03-01", "office-u1", "", 201, "", null },
            { "2027-02-28", "office-u1", "", 409, "application_not_open", "policyId" },
            { "2027-04-01", "office-u1", "", 409, "application_closed", "policyId" },
            { "2027-03-31", "office-u1", "", 201, "", null },
            { "2027-03-15", "office-u1", "policyId=\"nothing\"", 422, "policy_not_found", "policyId" },
            { "2027-03-15", "office-u1", "policyId=\"test-seller\"", 409, "application_not_needed", "policyId" },
            {
                "2027-03-15",
                "office-u1",
                "entitlementId=\"test-yearly.2026.seller.X\" policyId=- role=- version=1 contractIds=-",
                422,
                "entitlement_not_found",
                "entitlementId"
            },
            {
                "2027-03-15",
                "office-u1",
                "entitlementId=\"OWN\" policyId=- role=- version=1 contractIds=-",
                409,
                "application_needed",
                "entitlementId"
            },
            { "2027-03-15", "office-u1", "version=1", 422, "claim_form", "version" },
            { "2027-03-15", "office-u1", "year=2025", 409, "application_closed", "policyId" },
            { "2027-03-15", "office-u1", "year=1999", 422, "invalid_value", "year" },
            { "2027-03-15", "office-u1", "year=2024", 422, "policy_not_in_force", "year" },
            { "2027-03-15", "office-u1", "role=\"buyer\"", 422, "invalid_value", "role" },
            { "2027-03-15", "office-u1", "role=\"king\"", 400, "malformed_body", "role" },
            { "2027-03-15", "office-u1", "contractIds=[]", 422, "invalid_value", "contractIds" },
            { "2027-03-15", "office-u1", "contractIds=[\"c1\",\"c1\"]", 422, "invalid_value", "contractIds[1]" },
            { "2027-03-15", "office-u1", "contractIds=[\"c1\",null]", 400, "malformed_body", "contractIds[1]" },
            { "2027-03-15", "office-u1", "contractIds=[\"c1\",\"unknown\"]", 422, "contract_not_claimable", "contractIds[1]" },
            { "2027-03-15", "office-u1", "contractIds=[\"others\"]", 422, "contract_not_claimable", "contractIds[0]" },
            { "2027-03-15", "office-u1", "contractIds=[\"a/b\"]", 422, "contract_not_claimable", "contractIds[0]" },
            { "2027-03-15", "office-u2", "", 409, "nothing_to_claim", "contractIds" },
            { "2027-03-15", "office-u1", "evidence=-", 422, "evidence_missing", "evidence" },
            {
                "2027-03-15",
                "office-u1",
                "evidence=[{\"kind\":\"tax\",\"name\":\"a.pdf\",\"sha256\":\"HASH\"}]",
                422,
                "checks_failed",
                "evidence[0].kind"
            },
            {
                "2027-03-15",
                "office-u1",
                "evidence=[{\"kind\":\"audit\",\"name\":\"\\u0020\",\"sha256\":\"HASH\"}]",
                422,
                "checks_failed",
                "evidence[0].name"
            },
            {
                "2027-03-15",
                "office-u1",
                "evidence=[{\"kind\":\"audit\",\"name\":\"a.pdf\",\"sha256\":\"ABC\"}]",
                422,
                "checks_failed",
                "evidence[0].sha256"
            },
            {
                "2027-03-15",
                "office-u1",
                "evidence=[{\"kind\":\"audit\",\"name\":\"a.pdf\",\"sha256\":\"HASH\"},"
                    + "{\"kind\":\"audit\",\"name\":\"b.pdf\",\"sha256\":\"HASH\"}]",
                422,
                "checks_failed",
                "evidence[1].sha256"
            },
            { "2027-03-15", "office-u1", "evidence=[{\"name\":\"a.pdf\",\"sha256\":\"HASH\"}]", 400, "malformed_body", "evidence[0].kind" },
        };

    // Columns: status of the claim, user, action, body, expected status, code, path.
    public static TheoryData<string, string, string, string, int, string, string?> Acts { get; } =
        new()
        {
            { "submitted", "finance-a", "reject", "{}", 400, "malformed_body", "reason" },
            { "submitted", "finance-a", "reject", """{ "reason": " " }""", 422, "invalid_value", "reason" },
            { "submitted", "finance-a", "check", """{ "remarks": "LONG" }""", 422, "invalid_value", "remarks" },
            { "submitted", "finance-a", "approve", "{}", 409, "wrong_state", null },
            { "submitted", "finance-a", "pay", """{ "paidOn": "2026-05-20", "reference": "x" }""", 409, "wrong_state", null },
            { "submitted", "company-e1", "object", """{ "ground": "x" }""", 404, "not_found", null },
            { "onNotice", "company-e1", "object", "{}", 400, "malformed_body", "ground" },
            { "onNotice", "company-e1", "object", """{ "ground": "" }""", 422, "invalid_value", "ground" },
            { "objected", "finance-b", "resolve", """{ "outcome": "perhaps", "remarks": "x" }""", 400, "malformed_body", "outcome" },
            { "objected", "finance-b", "resolve", """{ "outcome": "upheld", "remarks": "" }""", 422, "invalid_value", "remarks" },
            { "approved", "finance-a", "pay", """{ "paidOn": "2026-05-31", "reference": "x" }""", 422, "invalid_value", "paidOn" },
            { "approved", "finance-a", "pay", """{ "paidOn": "2026-06-02", "reference": "x" }""", 422, "invalid_value", "paidOn" },
            { "approved", "finance-a", "pay", """{ "paidOn": "2026-06-01", "reference": "" }""", 422, "invalid_value", "reference" },
            { "approved", "finance-a", "pay", """{ "paidOn": "2026-06-31", "reference": "x" }""", 400, "malformed_body", "paidOn" },
            {
                "approved",
                "finance-a",
                "pay",
                """{ "paidOn": "2026-06-01", "reference": "x", "amount": 1 }""",
                400,
                "malformed_body",
                "amount"
            },
            {
                "approved",
                "office-u1",
                "account",
                """{ "bankAccount": { "number": "1", "bank": "某行" } }""",
                422,
                "checks_failed",
                "bankAccount.number"
            },
            { "approved", "office-u1", "withdraw", "{}", 409, "wrong_state", null },
            {
                "paid",
                "office-u1",
                "account",
                """{ "bankAccount": { "number": "6222021234567891", "bank": "某行" } }""",
                409,
                "wrong_state",
                null
            },
            { "paid", "finance-a", "repay", """{ "paidOn": "2026-06-01", "reference": "x" }""", 409, "wrong_state", null },
            { "clawedBack", "finance-a", "repay", """{ "paidOn": "2026-05-01", "reference": "x" }""", 422, "invalid_value", "paidOn" },
            { "rejected", "office-u1", "appeal", """{ "ground": " " }""", 422, "invalid_value", "ground" },
            { "rejected", "office-u2", "appeal", """{ "ground": "x" }""", 404, "not_found", null },
            { "appealed", "finance-b", "decideAppeal", """{ "outcome": "upheld" }""", 400, "malformed_body", "remarks" },
            { "appealed", "finance-a", "decideAppeal", """{ "outcome": "upheld", "remarks": "x" }""", 403, "two_person_rule", null },
        };

    [Theory, MemberData(nameof(Confirmations))]
    public async Task A_wrong_confirmation_is_refused(string user, string change, int status, string code, string? path)
    {
        var app = await NewAsync();
        var reply = await app.FileAsync(Given.User(user), Changed(Given.Body(app.Entitle(Given.Office, 12_000)), change));

        Assert.Equal((status, code, path), (reply.Status, reply.Code, reply.Path));
        Assert.Empty((await app.ListAsync(Given.FinanceA, $"org={Given.Office.Organisation}")).Json!["items"]!.AsArray());
        // A valid body for the same entitlement is still accepted.
        Assert.Equal(201, (await app.FileAsync(Given.Office, app.Entitlements.Values.First())).Status);
    }

    [Theory, MemberData(nameof(Applications))]
    public async Task An_application_is_taken_within_its_call_and_whole(
        string day,
        string user,
        string change,
        int status,
        string code,
        string? path
    )
    {
        var app = await NewAsync();
        app.Time.Now = new DateTimeOffset(DateTime.Parse(day, CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).AddHours(1);
        app.Entitle(Given.Office, 12_000, Yearly);
        foreach (var (id, seller) in (ValueTuple<string, Caller>[])[("c1", Given.Office), ("others", Given.OtherOffice)])
        {
            await app.Of<Copies>()
                .PutAsync(
                    ContractRecords.ContractCopies,
                    id,
                    1,
                    Some.Contract with
                    {
                        ContractId = id,
                        Sellers = [new(Given.NameOf(seller), "022", true, seller.Organisation)],
                    }
                );
        }
        var body = new JsonObject
        {
            ["policyId"] = Yearly,
            ["role"] = "seller",
            ["contractIds"] = new JsonArray("c1"),
            ["bankAccount"] = Given.Account(),
            ["evidence"] = new JsonArray(
                new JsonObject
                {
                    ["kind"] = "audit",
                    ["name"] = "专项审计报告.pdf",
                    ["sha256"] = Hash,
                }
            ),
        };
        var reply = await app.FileAsync(
            Given.User(user),
            Changed(body, change.Replace("OWN", app.Entitlements.Keys.Single(), StringComparison.Ordinal))
        );

        Assert.Equal((status, code, path), (reply.Status, reply.Code ?? "", reply.Path));
        Assert.Equal(
            status == 201 ? 1 : 0,
            (await app.ListAsync(Given.FinanceA, $"org={Given.Office.Organisation}")).Json!["items"]!.AsArray().Count
        );
        if (change.Length == 0 && code.StartsWith("application", StringComparison.Ordinal))
            Assert.Contains("2027-03-01 to 2027-03-31", (string)reply.Json!["detail"]!, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Acts))]
    public async Task A_wrong_act_is_refused_and_changes_nothing(
        string state,
        string user,
        string action,
        string body,
        int status,
        string code,
        string? path
    )
    {
        var app = await NewAsync();
        var claim = await app.InAsync(Json.Read<ClaimStatus>($"\"{state}\""));
        var reply = await app.ActAsync(
            Given.User(user),
            action,
            claim,
            JsonNode.Parse(body.Replace("LONG", new string('长', 1001), StringComparison.Ordinal))
        );

        Assert.Equal((status, code, path), (reply.Status, reply.Code, reply.Path));
        Assert.Equal(claim.Tag, (await app.GetAsync(Given.FinanceA, claim.Id)).Tag);
    }

    [Fact]
    public async Task What_was_announced_is_uploaded_before_the_check()
    {
        var document = SamplePdf.With("audit");
        var app = await NewAsync();
        app.Time.Now = new(2027, 3, 15, 4, 0, 0, TimeSpan.Zero);
        app.Entitle(Given.Office, 12_000, Yearly);
        await app.Of<Copies>()
            .PutAsync(
                ContractRecords.ContractCopies,
                "c1",
                1,
                Some.Contract with
                {
                    ContractId = "c1",
                    Sellers = [new(Given.NameOf(Given.Office), "022", true, Given.Office.Organisation)],
                }
            );
        var claim = await app.FileAsync(
            Given.Office,
            new JsonObject
            {
                ["policyId"] = Yearly,
                ["contractIds"] = new JsonArray("c1"),
                ["bankAccount"] = Given.Account(),
                ["evidence"] = new JsonArray(
                    new JsonObject
                    {
                        ["kind"] = "audit",
                        ["name"] = "专项审计报告.pdf",
                        ["sha256"] = Ids.Sha256(document),
                    }
                ),
            }
        );

        Assert.Equal("evidence_not_uploaded", (await app.ActAsync(Given.FinanceA, "check", claim)).Code);
        Assert.Equal("unsupported_media_type", (await app.UploadAsync(Given.Office, claim, "MZ"u8.ToArray())).Code);
        Assert.Equal("document_broken", (await app.UploadAsync(Given.Office, claim, "%PDF-1.7"u8.ToArray())).Code);
        Assert.Equal("document_active", (await app.UploadAsync(Given.Office, claim, SampleDocuments.Pdf("<< /S /JavaScript >>"))).Code);
        Assert.Equal("evidence_not_announced", (await app.UploadAsync(Given.Office, claim, SamplePdf.With("another"))).Code);
        Assert.Equal(404, (await app.UploadAsync(Given.OtherOffice, claim, document)).Status);
        Assert.Equal(404, (await app.DownloadAsync(Given.FinanceA, claim.Id, Ids.Sha256(document))).Status);
        var uploaded = await app.UploadAsync(Given.Office, claim, document);
        Assert.Equal((200, "application/pdf"), (uploaded.Status, (string)uploaded.Json![0]!["type"]!));
        Assert.Equal("审计报告", (string)uploaded.Json[0]!["kindName"]!["zh"]!);
        Assert.Equal(document, (await app.DownloadAsync(Given.FinanceA, claim.Id, Ids.Sha256(document))).Bytes);
        Assert.Equal(404, (await app.DownloadAsync(Given.OtherOffice, claim.Id, Ids.Sha256(document))).Status);
        Assert.Equal("checked", (await app.NowAsync(Given.FinanceA, "check", claim.Id)).State);
    }

    [Fact]
    public async Task Headers_that_are_missing_or_stale_are_refused()
    {
        var app = await NewAsync();
        var claim = await app.InAsync(ClaimStatus.Submitted);

        Assert.Equal("if_match_missing", (await app.ActAsync(Given.FinanceA, "check", claim.Id, null)).Code);
        Assert.Equal("version_conflict", (await app.ActAsync(Given.FinanceA, "check", claim.Id, "\"1\"")).Code);
        Assert.Equal("idempotency_key_malformed", (await app.ActAsync(Given.FinanceA, "check", claim.Id, claim.Tag, key: "a b")).Code);
        Assert.Equal("not_found", (await app.ActAsync(Given.FinanceA, "check", "nothing", "\"1\"")).Code);
    }

    [Theory]
    [InlineData("finance-a", "org=nobody", "malformed_query", "org")]
    [InlineData("finance-a", "", "malformed_query", "org")]
    [InlineData("finance-a", "policy=p", "malformed_query", "year")]
    [InlineData("finance-a", "policy=%23%2F&year=2026", "malformed_query", "policy")]
    [InlineData("finance-a", "policy=p&year=x", "malformed_query", "year")]
    [InlineData("finance-a", "policy=p&year=2026&status=paid", "malformed_query", "status")]
    [InlineData("finance-a", "status=king", "malformed_query", "status")]
    [InlineData("finance-a", "status=1", "malformed_query", "status")]
    [InlineData("finance-a", "status=paid&limit=0", "malformed_query", "limit")]
    [InlineData("finance-a", "status=paid&cursor=bm9uZQ", "malformed_cursor", "cursor")]
    [InlineData("office-u1", "policy=p&year=2026", "not_allowed", null)]
    [InlineData("registrar-a", "org=91500106MA5XUA015P", "not_found", null)]
    [InlineData("registrar-a", "org=91500106%20ma5xua015p", "not_found", null)]
    public async Task A_wrong_query_is_refused(string user, string query, string code, string? path)
    {
        var reply = await (await NewAsync()).ListAsync(Given.User(user), query);
        Assert.Equal((code, path), (reply.Code, reply.Path));
    }

    private static Task<ClaimApp> NewAsync() =>
        ClaimApp.NewAsync(
            null,
            Given.Policy(),
            Given.Policy(Yearly) with
            {
                Process = new() { Application = new("03-01", "03-31", "第八条"), RequiredEvidence = ["audit"] },
            }
        );

    private static JsonObject Changed(JsonObject body, string changes)
    {
        foreach (var change in changes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (field, value) = (
                change[..change.IndexOf('=', StringComparison.Ordinal)],
                change[(change.IndexOf('=', StringComparison.Ordinal) + 1)..]
            );
            if (value == "-")
                body.Remove(field);
            else
                body[field] = JsonNode.Parse(value.Replace("HASH", Hash, StringComparison.Ordinal));
        }
        return body;
    }
}
