namespace TechTransfer.ContractRegistration.Tests.Parties;

[Collection(RunningAppTests.Name)]
public sealed class BadInput(RunningApp app) : IAsyncLifetime
{
    private static readonly string Known = RunningApp.NewOrganisation();
    private static readonly string Unknown = RunningApp.NewOrganisation();
    private static readonly SemaphoreSlim Filing = new(1);
    private static bool isFiled;

    private static readonly string Long201 = new('长', 201);
    private static readonly string Long501 = new('长', 501);

    // Columns: role, method, path under /api, body, status, code, path of the first error.
    public static TheoryData<string, string, string, string?, int, string, string?> Cases { get; } =
        new()
        {
            { "office", "GET", "parties", null, 400, "malformed_query", "name" },
            { "office", "GET", "parties?name=", null, 400, "malformed_query", "name" },
            { "office", "GET", "parties?name=%23%2F%3F", null, 400, "malformed_query", "name" },
            { "office", "GET", $"parties?name={new string('a', 65)}", null, 400, "malformed_query", "name" },
            { "office", "GET", "parties?name=a&limit=0", null, 400, "malformed_query", "limit" },
            { "office", "GET", "parties?name=a&limit=201", null, 400, "malformed_query", "limit" },
            { "office", "GET", "parties?name=a&cursor=bm9uZQ", null, 400, "malformed_cursor", "cursor" },
            { "office", "GET", "parties/nobody", null, 404, "not_found", null },
            { "office", "GET", "parties/91500107MA5XUA0232", null, 404, "not_found", null },
            { "office", "GET", "parties/91500107ma5xua0231", null, 404, "not_found", null },
            { "office", "GET", "parties/%23%2F%3F", null, 404, "not_found", null },
            { "office", "GET", "parties/UNKNOWN", null, 404, "not_found", null },
            {
                "office",
                "POST",
                "parties/KNOWN/rename",
                """{ "name": "新", "from": "2026-01-01", "reason": "x" }""",
                403,
                "not_allowed",
                null
            },
            {
                "auditor",
                "POST",
                "parties/KNOWN/rename",
                """{ "name": "新", "from": "2026-01-01", "reason": "x" }""",
                403,
                "not_allowed",
                null
            },
            {
                "registrar",
                "POST",
                "parties/UNKNOWN/rename",
                """{ "name": "新", "from": "2026-01-01", "reason": "x" }""",
                404,
                "not_found",
                null
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/rename",
                """{ "name": "", "from": "2026-01-01", "reason": "x" }""",
                422,
                "invalid_value",
                "name"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/rename",
                """{ "name": "（）", "from": "2026-01-01", "reason": "x" }""",
                422,
                "invalid_value",
                "name"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/rename",
                $$"""{ "name": "{{Long201}}", "from": "2026-01-01", "reason": "x" }""",
                422,
                "invalid_value",
                "name"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/rename",
                """{ "name": "一\n二", "from": "2026-01-01", "reason": "x" }""",
                422,
                "invalid_value",
                "name"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/rename",
                """{ "name": "坏输入单位（虚构）", "from": "2026-01-01", "reason": "x" }""",
                422,
                "invalid_value",
                "name"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/rename",
                """{ "name": "新", "from": "2999-01-01", "reason": "x" }""",
                422,
                "invalid_value",
                "from"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/rename",
                """{ "name": "新", "from": "1900-01-01", "reason": "x" }""",
                422,
                "invalid_value",
                "from"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/rename",
                """{ "name": "新", "from": "2026-01-01", "reason": " " }""",
                422,
                "invalid_value",
                "reason"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/rename",
                $$"""{ "name": "新", "from": "2026-01-01", "reason": "{{Long501}}" }""",
                422,
                "invalid_value",
                "reason"
            },
            { "registrar", "POST", "parties/KNOWN/rename", """{ "name": "新", "from": "2026-01-01" }""", 400, "malformed_body", "reason" },
            {
                "registrar",
                "POST",
                "parties/KNOWN/rename",
                """{ "name": "新", "from": "2026-13-01", "reason": "x" }""",
                400,
                "malformed_body",
                "from"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/rename",
                """{ "name": 7, "from": "2026-01-01", "reason": "x" }""",
                400,
                "malformed_body",
                "name"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/rename",
                """{ "name": "新", "from": "2026-01-01", "reason": "x", "more": 1 }""",
                400,
                "malformed_body",
                "more"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/merge",
                """{ "into": "nobody", "on": "2026-01-01", "reason": "x" }""",
                422,
                "invalid_value",
                "into"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/merge",
                """{ "into": "KNOWN", "on": "2026-01-01", "reason": "x" }""",
                422,
                "invalid_value",
                "into"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/merge",
                """{ "into": "UNKNOWN", "on": "2026-01-01", "reason": "x" }""",
                422,
                "invalid_value",
                "into"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/merge",
                """{ "into": "UNKNOWN", "on": "2999-01-01", "reason": "x" }""",
                422,
                "invalid_value",
                "on"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/merge",
                """{ "into": "UNKNOWN", "on": "2026-01-01", "reason": "" }""",
                422,
                "invalid_value",
                "reason"
            },
            {
                "company",
                "POST",
                "parties/KNOWN/merge",
                """{ "into": "UNKNOWN", "on": "2026-01-01", "reason": "x" }""",
                403,
                "not_allowed",
                null
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/zone",
                """{ "inZone": true, "from": "2999-01-01", "reason": "x" }""",
                422,
                "invalid_value",
                "from"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/zone",
                """{ "inZone": true, "from": "2026-01-01", "reason": "" }""",
                422,
                "invalid_value",
                "reason"
            },
            {
                "registrar",
                "POST",
                "parties/KNOWN/zone",
                """{ "inZone": "yes", "from": "2026-01-01", "reason": "x" }""",
                400,
                "malformed_body",
                "inZone"
            },
            { "registrar", "POST", "parties/KNOWN/zone", """{ "from": "2026-01-01", "reason": "x" }""", 400, "malformed_body", "inZone" },
            {
                "finance",
                "POST",
                "parties/KNOWN/zone",
                """{ "inZone": true, "from": "2026-01-01", "reason": "x" }""",
                403,
                "not_allowed",
                null
            },
            { "registrar", "POST", "parties/KNOWN/erase-persons", """{ "reason": "" }""", 422, "invalid_value", "reason" },
            { "office", "POST", "parties/KNOWN/erase-persons", """{ "reason": "x" }""", 403, "not_allowed", null },
            { "registrar", "PUT", "parties/UNKNOWN/users", """{ "users": [] }""", 422, "invalid_value", "users" },
            { "registrar", "PUT", "parties/UNKNOWN/users", """{ "users": [null] }""", 400, "malformed_body", "users[0]" },
            {
                "registrar",
                "PUT",
                "parties/UNKNOWN/users",
                """{ "users": [{ "subject": "", "name": "甲", "roles": ["administrator"] }] }""",
                422,
                "invalid_value",
                "users[0].subject"
            },
            {
                "registrar",
                "PUT",
                "parties/UNKNOWN/users",
                """{ "users": [{ "subject": "甲", "name": "甲", "roles": ["administrator"] }] }""",
                422,
                "invalid_value",
                "users[0].subject"
            },
            {
                "registrar",
                "PUT",
                "parties/UNKNOWN/users",
                """{ "users": [{ "subject": "a", "name": " ", "roles": ["administrator"] }] }""",
                422,
                "invalid_value",
                "users[0].name"
            },
            {
                "registrar",
                "PUT",
                "parties/UNKNOWN/users",
                """{ "users": [{ "subject": "a", "name": "甲", "roles": [] }] }""",
                422,
                "invalid_value",
                "users[0].roles"
            },
            {
                "registrar",
                "PUT",
                "parties/UNKNOWN/users",
                """{ "users": [{ "subject": "a", "name": "甲", "roles": ["filer", "filer"] }] }""",
                422,
                "invalid_value",
                "users[0].roles"
            },
            {
                "registrar",
                "PUT",
                "parties/UNKNOWN/users",
                """{ "users": [{ "subject": "a", "name": "甲", "roles": ["king"] }] }""",
                400,
                "malformed_body",
                "users[0].roles[0]"
            },
            {
                "registrar",
                "PUT",
                "parties/UNKNOWN/users",
                """{ "users": [{ "subject": "a", "name": "甲", "roles": ["filer"] }] }""",
                422,
                "invalid_value",
                "users"
            },
            {
                "registrar",
                "PUT",
                "parties/UNKNOWN/users",
                """
                    { "users": [
                        { "subject": "a", "name": "甲", "roles": ["administrator"] },
                        { "subject": "a", "name": "乙", "roles": ["filer"] }
                    ] }
                    """,
                422,
                "invalid_value",
                "users[1].subject"
            },
            {
                "office",
                "PUT",
                "parties/UNKNOWN/users",
                """{ "users": [{ "subject": "a", "name": "甲", "roles": ["administrator"] }] }""",
                404,
                "not_found",
                null
            },
            { "office", "GET", "parties/UNKNOWN/users", null, 404, "not_found", null },
            { "office", "GET", "notifications?unread=yes", null, 400, "malformed_query", "unread" },
            { "office", "GET", "notifications?org=nobody", null, 400, "malformed_query", "org" },
            { "office", "GET", "notifications?org=KNOWN", null, 404, "not_found", null },
            { "registrar", "GET", "notifications?org=KNOWN", null, 404, "not_found", null },
            { "office", "GET", "notifications?undelivered=true", null, 403, "not_allowed", null },
            { "finance", "GET", "notifications", null, 403, "not_allowed", null },
            { "office", "GET", "notifications?cursor=x", null, 400, "malformed_cursor", "cursor" },
            { "office", "GET", "notifications/nothing", null, 404, "not_found", null },
            { "office", "GET", "notifications/0123456789abcdefghjkmnpqrs", null, 404, "not_found", null },
            { "office", "POST", "notifications/0123456789abcdefghjkmnpqrs/read", "{}", 404, "not_found", null },
            { "office", "POST", "notifications/0123456789abcdefghjkmnpqrs/read", """{ "all": true }""", 400, "malformed_body", "all" },
            { "auditor", "POST", "notifications/0123456789abcdefghjkmnpqrs/read", "{}", 403, "not_allowed", null },
            { "nobody", "GET", "notifications", null, 401, "not_signed_in", null },
            { "nobody", "GET", "parties?name=a", null, 401, "not_signed_in", null },
        };

    public async Task InitializeAsync()
    {
        await Filing.WaitAsync();
        try
        {
            if (!isFiled)
                await app.FileAsync(Known, "坏输入单位（虚构）");
            await app.KnownPartyAsync(RunningApp.Auditor, Known);
            isFiled = true;
        }
        finally
        {
            Filing.Release();
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_refused_with_its_code_at_its_place(
        string role,
        string method,
        string path,
        string? body,
        int status,
        string code,
        string? at
    )
    {
        var caller = role switch
        {
            "nobody" => null,
            "office" or "company" => new Person("someone-else", RunningApp.NewOrganisation(), role),
            _ => new Person($"{role}-a", null, role),
        };
        path = Filled($"/api/{path}");
        var tag = (await app.GetAsync(RunningApp.Auditor, $"/api/parties/{Known}")).Tag;
        var answered = method switch
        {
            "GET" => await app.GetAsync(caller, path),
            "PUT" => await app.PutAsync(caller, path, Filled(body!)),
            _ => await app.PostAsync(caller, path, Filled(body!), tag),
        };

        Assert.Equal((status, code), (answered.Status, answered.Code));
        Assert.Equal(at, answered.Path);
        Assert.Equal(tag, (await app.GetAsync(RunningApp.Auditor, $"/api/parties/{Known}")).Tag);
    }

    [Fact]
    public async Task A_registrars_command_needs_the_version_that_it_was_decided_on()
    {
        const string body = """{ "inZone": true, "from": "2026-01-01", "reason": "x" }""";
        Assert.Equal((428, "if_match_missing"), await OfAsync(null));
        Assert.Equal((412, "version_conflict"), await OfAsync("\"999\""));

        async Task<(int, string?)> OfAsync(string? tag)
        {
            var answered = await app.PostAsync(RunningApp.RegistrarA, $"/api/parties/{Known}/zone", body, tag);
            return (answered.Status, answered.Code);
        }
    }

    private static string Filled(string text) =>
        text.Replace("UNKNOWN", Unknown, StringComparison.Ordinal).Replace("KNOWN", Known, StringComparison.Ordinal);
}
