using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TechTransfer.Demo;
using TechTransfer.Testing;

namespace TechTransfer.EndToEnd;

/// <summary>Calls every route in the apps' OpenAPI descriptions without permission, and with malformed input.</summary>
[Collection(OnTheRunningSystem.Name)]
public sealed partial class Routes(RunningSystem system)
{
    private Uri[] Apps => [system.Contracts, system.Rewards, system.Grants, system.Certificates];

    [Fact]
    public async Task Without_a_token_every_route_that_is_not_declared_open_is_closed()
    {
        using var anyone = new HttpClient();
        var wrong = new List<string>();
        var closed = 0;
        foreach (var route in await AllAsync())
        {
            using var answer = await SendAsync(anyone, route, "x1");
            if (route.IsOpen != ((int)answer.StatusCode != 401))
                wrong.Add($"{route}: {(int)answer.StatusCode}");
            if (!route.IsOpen)
                closed++;
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.InRange(closed, 100, 1000);
    }

    [Fact]
    public async Task HEAD_is_taken_wherever_GET_is()
    {
        var wrong = new List<string>();
        foreach (var route in (await AllAsync()).Where(r => r.Method == "GET"))
        {
            using var answer = await SendAsync(system.Play.As("auditor", route.App).Http, route with { Method = "HEAD" }, "x1");
            if ((int)answer.StatusCode == 405)
                wrong.Add($"{route}");
        }
        Assert.Empty(wrong);
    }

    // They compute or check something and keep nothing.
    private static readonly string[] KeepNothing = ["/api/contracts/check", "/api/policies/evaluate", "/api/heads/verify", "/api/verify"];

    [Fact]
    public async Task No_route_that_changes_something_is_for_auditors()
    {
        var forAuditors = (await AllAsync())
            .Where(r => r.Method is not ("GET" or "HEAD") && (r.Roles.Count == 0 || r.Roles.Contains("auditor")))
            .Select(r => r.Path)
            .Except(KeepNothing);
        Assert.Empty(forAuditors);
    }

    [Fact]
    public async Task A_role_that_a_route_does_not_name_is_turned_away()
    {
        var wrong = new List<string>();
        foreach (var route in (await AllAsync()).Where(r => r.Roles.Count > 0))
        {
            foreach (
                var user in SampleFiles.Users.DistinctBy(u => string.Join(",", u.Roles)).Where(u => !u.Roles.Any(route.Roles.Contains))
            )
            {
                using var answer = await SendAsync(system.Play.As(user.Name, route.App).Http, route, "x1");
                if ((int)answer.StatusCode != 403)
                    wrong.Add($"{route} as {user.Name}: {(int)answer.StatusCode}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public async Task To_another_organisation_a_thing_is_no_more_there_than_one_that_never_was()
    {
        var things = await ThingsAsync();
        var (wrong, called) = (new List<string>(), 0);
        foreach (var route in (await AllAsync()).Where(r => !r.IsOpen && things.ContainsKey(r.Kind)))
        {
            foreach (var user in (string[])["company-e4", "office-u2"])
            {
                var http = system.Play.As(user, route.App).Http;
                using var real = await SendAsync(http, route, things[route.Kind]);
                using var none = await SendAsync(http, route, "nosuchthing0001");
                called++;
                var (ofReal, ofNone) = (await CodeAsync(real), await CodeAsync(none));
                if (real.IsSuccessStatusCode || ofReal != ofNone)
                    wrong.Add($"{route} as {user}: {ofReal}, of one that never was {ofNone}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.InRange(called, 100, 1000);
    }

    [Fact]
    public async Task Bodies_and_ids_that_are_none_are_the_callers_fault()
    {
        string[] bodies =
        [
            "",
            "null",
            "[]",
            "{",
            "\"x\"",
            "{\"a\":1}",
            new('[', 5000),
            $"{{\"x\":{new string('1', 100_000)}}}",
            "{\"reason\":\"\\u0000\"}",
        ];
        string[] ids = ["x1", "..%2f..%2fx", new('a', 3000), "%00", "%E4%BD%A0", "a%7Cb", "state%7Cperson"];
        var (wrong, sent) = (new List<string>(), 0);
        foreach (var route in await AllAsync())
        {
            var user = SampleFiles.Users.First(u => route.Roles.Count == 0 || u.Roles.Any(route.Roles.Contains)).Name;
            foreach (var id in ids)
            {
                var body = bodies[sent++ % bodies.Length];
                using var answer = await SendAsync(system.Play.As(user, route.App).Http, route, id, body);
                if ((int)answer.StatusCode >= 500)
                    wrong.Add(
                        $"{route} with {id[..Math.Min(id.Length, 20)]} and {body[..Math.Min(body.Length, 20)]}: {(int)answer.StatusCode}"
                    );
            }
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    // For each kind of item in the routes, the id of one that belongs to U1, or to U1 and E1.
    private async Task<Dictionary<string, string>> ThingsAsync()
    {
        var sample = system.Sample("C01");
        async Task<string> FirstAsync(Api api, string list) => (string)(await api.GetAsync(list)).Body!["items"]![0]!["id"]!;
        var org = SampleFiles.User("office-u1").Org;
        return new()
        {
            ["contracts"] = sample.ContractId,
            ["certificates"] = (string)sample.Certificate["number"]!,
            ["entitlements"] = await FirstAsync(
                system.Play.Rewards("office-u1"),
                $"/api/entitlements?org={org}&year={TimeProvider.System.GetUtcNow().AddHours(8).Year}"
            ),
            ["achievements"] = await FirstAsync(system.Play.Grants("office-u1"), $"/api/achievements?org={org}"),
            ["grants"] = await FirstAsync(system.Play.Grants("office-u1"), $"/api/grants?org={org}"),
        };
    }

    private async Task<IReadOnlyList<Route>> AllAsync()
    {
        using var anyone = new HttpClient();
        var all = new List<Route>();
        foreach (var app in Apps)
        {
            var description = JsonNode.Parse(await anyone.GetStringAsync(new Uri(app, "/api/openapi.json")))!;
            foreach (var (path, methods) in description["paths"]!.AsObject())
            {
                foreach (var (method, operation) in methods!.AsObject())
                {
                    var roles = Roles().Match((string?)operation!["description"] ?? "");
                    all.Add(
                        new(
                            app,
                            method.ToUpperInvariant(),
                            path,
                            operation["security"] is null,
                            roles.Success ? roles.Groups[1].Value.Split(", ") : []
                        )
                    );
                }
            }
        }
        return all;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, Route route, string id, string body = "{}")
    {
        using var request = new HttpRequestMessage(
            new(route.Method),
            new Uri(route.App, Variable().Replace(Variable().Replace(route.Path, id, 1), "1"))
        );
        if (route.Method != "GET")
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            };
            request.Headers.Add("Idempotency-Key", $"routes-{Guid.NewGuid():N}");
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        }
        return await http.SendAsync(request);
    }

    private static async Task<string> CodeAsync(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? $"{(int)answer.StatusCode} {JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]}"
            : $"{(int)answer.StatusCode}";

    private sealed record Route(Uri App, string Method, string Path, bool IsOpen, IReadOnlyList<string> Roles)
    {
        /// <summary>
        /// The kind of item that the route's first variable identifies, as in <c>contracts</c>; empty without a variable.
        /// </summary>
        public string Kind => Path.Split('/') is [_, _, var kind, ['{', ..], ..] ? kind : "";

        public override string ToString() => $"{Method} {Path}";
    }

    [GeneratedRegex(@"Roles: ([a-z, ]+)\.")]
    private static partial Regex Roles();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Variable();
}
