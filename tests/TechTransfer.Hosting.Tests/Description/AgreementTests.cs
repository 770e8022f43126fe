using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Description;

public sealed class AgreementTests
{
    private const string Pump = """{"title":"泵","price":12.50}""";

    [Fact]
    public async Task What_is_served_is_described_and_what_is_described_is_served()
    {
        var app = await ThingApp.SharedAsync();
        var openApi = await OpenApi.OfAsync(app);
        // HEAD goes with GET, and the last route takes what no other does.
        var served = app
            .Routes.Where(r => r is not "* /api/{*path}" && !r.StartsWith("HEAD ", StringComparison.Ordinal))
            .Select(r => r.Replace(":int}", "}", StringComparison.Ordinal));
        Assert.Equal(
            served.Order(StringComparer.Ordinal),
            openApi.Operations.Select(o => $"{o.Method} {o.Path}").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Every_operation_is_open_or_not_as_described()
    {
        var app = await ThingApp.SharedAsync();
        foreach (var operation in (await OpenApi.OfAsync(app)).Operations.Where(o => o.Id != "FailAfterAnswering"))
        {
            using var answer = await app.SendAsync(new(operation.Method), Fill(operation, "1"), token: null);
            if (operation.IsSecured)
                await answer.ProblemAsync(HttpStatusCode.Unauthorized, "not_signed_in");
            else
                Assert.False(
                    answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound,
                    $"{operation.Id}: {answer.StatusCode}"
                );
        }
    }

    [Fact]
    public async Task Headers_are_demanded_where_they_are_described_and_nowhere_else()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var id = (await app.CreateAsync(token))["things/".Length..];
        var (keys, matches) = (0, 0);
        foreach (var operation in (await OpenApi.OfAsync(app)).Operations.Where(o => o.IsSecured && o.Id is not ("Officials" or "Upload")))
        {
            var body = operation.Json.TryGetProperty("requestBody", out _) ? Pump : null;
            Task<HttpResponseMessage> SendAsync(string? key) => app.SendAsync(new(operation.Method), Fill(operation, id), token, body, key);
            using var without = await SendAsync(null);
            if (operation.Demands("Idempotency-Key"))
            {
                await without.ProblemAsync(HttpStatusCode.BadRequest, "idempotency_key_missing");
                keys++;
            }
            else
            {
                Assert.Equal(HttpStatusCode.OK, without.StatusCode);
            }

            using var with = await SendAsync(ThingApp.Random());
            if (operation.Demands("If-Match"))
            {
                await with.ProblemAsync((HttpStatusCode)428, "if_match_missing");
                matches++;
            }
            else
            {
                Assert.True(with.IsSuccessStatusCode, operation.Id);
            }
        }
        Assert.Equal((5, 3), (keys, matches));
    }

    [Fact]
    public async Task The_schemas_accept_what_is_really_answered()
    {
        await using var door = await StorageDoor.NewAsync();
        await using var app = await ThingApp.StartAsync(connection: door.Connection);
        var openApi = await OpenApi.OfAsync(app);
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        const string whole =
            """{"title":"阀","price":3.14,"colour":"darkBlue","dueOn":"2026-02-28","pieces":3,"lines":[{"description":"a","amount":-0.01}]}""";

        await AssertFitsAsync("CreateThing", app.PostAsync("things", token, Pump, "k1"), HttpStatusCode.Created);
        await AssertFitsAsync("ReplaceThing", app.SendAsync(HttpMethod.Put, path, token, whole, "k2", "\"1\""));
        await AssertFitsAsync("CloseThing", app.PostAsync($"{path}/close", token, key: "k3", ifMatch: "\"2\""));
        await AssertFitsAsync(
            "CloseThing",
            app.PostAsync($"{path}/close", token, key: "k4", ifMatch: "\"2\""),
            HttpStatusCode.PreconditionFailed
        );
        await AssertFitsAsync("GetThing", app.GetAsync(path, token));
        await AssertFitsAsync("ListThings", app.GetAsync("things?status=open&limit=1", token));
        await AssertFitsAsync("ListThings", app.GetAsync("things?status=open&limit=0", token), HttpStatusCode.BadRequest);
        await AssertFitsAsync("Who", app.GetAsync("who", token));
        await AssertFitsAsync("Who", app.GetAsync("who", ThingApp.Key.Token("u1", role: null)));
        await AssertFitsAsync("Sizes", app.GetAsync("sizes/3"));
        await AssertFitsAsync("Callers", app.GetAsync("callers"));
        await AssertFitsAsync("Parse", app.PostAsync("parse", token, whole));
        await AssertFitsAsync("Parse", app.PostAsync("parse", token, Pump));
        await AssertFitsAsync("Parse", app.PostAsync("parse", token, "{}"), HttpStatusCode.BadRequest);
        await AssertFitsAsync("Fail", app.GetAsync("fail"), HttpStatusCode.InternalServerError);
        await AssertFitsAsync("OpenApi", app.GetAsync("openapi.json"));
        await AssertFitsAsync("HealthLive", app.GetAsync("health/live"));
        await AssertFitsAsync("Health", app.GetAsync("health"));
        await door.ShutAsync();
        await AssertFitsAsync("Health", app.GetAsync("health"), HttpStatusCode.ServiceUnavailable);

        async Task AssertFitsAsync(string operation, Task<HttpResponseMessage> call, HttpStatusCode status = HttpStatusCode.OK)
        {
            using var answer = await call;
            Assert.Equal(status, answer.StatusCode);
            Assert.Empty(await openApi.FaultsAsync(operation, answer));
        }
    }

    [Theory]
    [InlineData("id", null)]
    [InlineData("version", null)]
    [InlineData("version", "\"1\"")]
    [InlineData("price", "\"12.50\"")]
    [InlineData("price", "null")]
    [InlineData("colour", "\"green\"")]
    [InlineData("colour", "1")]
    [InlineData("lines", "{}")]
    [InlineData("lines", """[{"description":"a"}]""")]
    [InlineData("pieces", "1.5")]
    [InlineData("parts", """[{"id":"x"}]""")]
    public async Task The_schema_of_an_answer_refuses_what_is_never_answered(string property, string? value)
    {
        var app = await ThingApp.SharedAsync();
        var openApi = await OpenApi.OfAsync(app);
        var schema = openApi.Check.Resolve("#/components/schemas/ThingView");
        using var answer = await app.PostAsync("things", ThingApp.Office(), Pump, "k1");
        var thing = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        Assert.Empty(openApi.Check.Faults(schema, JsonSerializer.SerializeToElement(thing)));

        if (value is null)
            Assert.True(thing.Remove(property));
        else
            thing[property] = JsonNode.Parse(value);
        Assert.NotEmpty(openApi.Check.Faults(schema, JsonSerializer.SerializeToElement(thing)));
    }

    public static TheoryData<string> Bodies =>
        [
            Pump,
            "{}",
            "[]",
            """{"title":"泵"}""",
            """{"title":null,"price":1}""",
            """{"title":"泵","price":"1"}""",
            """{"title":"泵","price":null}""",
            """{"title":"泵","price":1,"colur":"red"}""",
            """{"title":"泵","price":1,"colour":"green"}""",
            """{"title":"泵","price":1,"colour":null}""",
            """{"title":"泵","price":1,"pieces":null,"dueOn":null,"lines":null}""",
            """{"title":"泵","price":1,"pieces":1.5}""",
            """{"title":"泵","price":1,"pieces":"1"}""",
            """{"title":"泵","price":1,"lines":[{}]}""",
            """{"title":"泵","price":1,"lines":[null]}""",
            """{"title":"泵","price":1,"lines":[{"description":"a","amount":1}]}""",
            """{"title":"泵","price":1,"lines":[{"description":"a","amount":1,"x":1}]}""",
        ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task The_schema_of_a_body_takes_what_the_app_takes_and_refuses_what_it_refuses(string body)
    {
        var app = await ThingApp.SharedAsync();
        var openApi = await OpenApi.OfAsync(app);
        using var answer = await app.PostAsync("parse", ThingApp.Office(), body);
        var schema = openApi
            .Operation("Parse")
            .Json.GetProperty("requestBody")
            .GetProperty("content")
            .GetProperty("application/json")
            .GetProperty("schema");
        var faults = openApi.Check.Faults(schema, JsonDocument.Parse(body).RootElement);
        Assert.True(
            answer.IsSuccessStatusCode == (faults.Count == 0),
            $"{await answer.Content.ReadAsStringAsync()} against {string.Join("; ", faults)}"
        );
    }

    private static string Fill(DescribedOperation operation, string value) =>
        operation.Path["/api/".Length..].Replace("{id}", value, StringComparison.Ordinal).Replace("{count}", "1", StringComparison.Ordinal)
        + (operation is { Path: "/api/things", Method: "GET" } ? "?status=open" : "");
}
