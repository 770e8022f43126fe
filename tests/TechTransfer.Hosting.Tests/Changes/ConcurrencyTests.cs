using System.Net;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Changes;

public sealed class ConcurrencyTests
{
    private const string Valve = """{"title":"阀","price":3}""";

    [Theory]
    [InlineData("*")]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_change_must_name_the_version_that_was_read(string? ifMatch)
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        using var answer = await app.SendAsync(HttpMethod.Put, path, token, Valve, "k1", ifMatch);
        await answer.ProblemAsync((HttpStatusCode)428, "if_match_missing");
    }

    [Theory]
    [InlineData("\"0\"")]
    [InlineData("\"2\"")]
    [InlineData("\"01\"")]
    [InlineData("\"1\"\"")]
    public async Task A_stale_or_strange_etag_is_refused(string ifMatch)
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        using var answer = await app.SendAsync(HttpMethod.Put, path, token, Valve, "k1", ifMatch);
        await answer.ProblemAsync(HttpStatusCode.PreconditionFailed, "version_conflict");
        Assert.Equal("泵", (await (await app.GetAsync(path, token)).JsonAsync()).GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("1", "in quotation marks, as in \"3\"")]
    [InlineData("\"", "in quotation marks")]
    [InlineData("W/\"1\"", "a weak tag is not taken")]
    [InlineData("\"7\", \"8\"", "one tag, not a list")]
    [InlineData("\"1\" , \"7\"", "one tag, not a list")]
    [InlineData("\"1\", *", "one tag, not a list")]
    [InlineData("*, \"1\"", "one tag, not a list")]
    public async Task An_If_Match_that_is_not_one_etag_is_told_what_is_wrong(string ifMatch, string reason)
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        using var answer = await app.SendAsync(HttpMethod.Put, path, token, Valve, "k1", ifMatch, language: "en");
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "if_match_malformed");
        Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("泵", (await (await app.GetAsync(path, token)).JsonAsync()).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Any_version_is_refused_with_its_reason()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        using var answer = await app.SendAsync(HttpMethod.Put, path, token, Valve, "k1", "*", language: "en");
        var problem = await answer.ProblemAsync((HttpStatusCode)428, "if_match_missing");
        Assert.Contains("'*' is not taken", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_etag_that_was_read_is_taken()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        using var answer = await app.SendAsync(HttpMethod.Put, path, token, Valve, "k1", "\"1\"");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("\"2\"", answer.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task Two_If_Match_headers_are_a_list()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        using var answer = await app.SendAsync(
            HttpMethod.Put,
            path,
            token,
            Valve,
            "k1",
            headers: h => h.TryAddWithoutValidation("If-Match", ["\"7\"", "\"1\""])
        );
        await answer.ProblemAsync(HttpStatusCode.BadRequest, "if_match_malformed");
    }

    [Theory]
    [InlineData("\"1\"", "version_conflict")]
    [InlineData("*", "if_match_missing")]
    [InlineData("1", "if_match_malformed")]
    [InlineData(null, null)]
    public void An_etag_of_a_thing_that_does_not_exist_creates_nothing(string? ifMatch, string? problem)
    {
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        http.Request.Headers.IfMatch = ifMatch;
        Assert.Equal(problem, IfMatchHeader.Against(http.Request, tag: null)?.Kind.Code);
    }

    [Fact]
    public async Task Anothers_thing_is_not_found_whatever_the_version()
    {
        var app = await ThingApp.SharedAsync();
        var path = await app.CreateAsync(ThingApp.Office());
        var other = ThingApp.Office(organisation: ThingApp.U2);
        foreach (var ifMatch in (string?[])["\"1\"", "\"9\"", null])
        {
            using var answer = await app.SendAsync(HttpMethod.Put, path, other, Valve, "k1", ifMatch);
            await answer.ProblemAsync(HttpStatusCode.NotFound, "not_found");
        }
        using var read = await app.GetAsync(path, other);
        var hidden = await read.ProblemAsync(HttpStatusCode.NotFound, "not_found");
        using var missing = await app.GetAsync("things/nothing", other);
        var absent = await missing.ProblemAsync(HttpStatusCode.NotFound, "not_found");
        // The texts must be equal too, so that a caller cannot tell whether the thing exists.
        Assert.Equal(absent.GetProperty("detail").GetString(), hidden.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("%23")]
    [InlineData("a%2Fb")]
    [InlineData("a%5Cb")]
    [InlineData("a%3Fb")]
    [InlineData("%09")]
    [InlineData("%C2%85")]
    [InlineData("%E6%B3%B5")]
    [InlineData("%ED%A0%80")]
    [InlineData("'")]
    [InlineData("long")]
    public async Task Impossible_id_gets_404(string id)
    {
        var app = await ThingApp.SharedAsync();
        if (id == "long")
            id = new string('x', 2000);
        using var read = await app.GetAsync($"things/{id}", ThingApp.Office());
        await read.ProblemAsync(HttpStatusCode.NotFound, "not_found");
        using var changed = await app.SendAsync(HttpMethod.Put, $"things/{id}", ThingApp.Office(), Valve, "k1", "\"1\"");
        await changed.ProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Of_two_changes_at_once_one_wins_and_the_other_gets_a_conflict()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        for (var round = 0; round < 8; round++)
        {
            var path = await app.CreateAsync(token);
            var answers = await Task.WhenAll(
                app.SendAsync(HttpMethod.Put, path, token, """{"title":"甲","price":1}""", "k1", "\"1\""),
                app.SendAsync(HttpMethod.Put, path, token, """{"title":"乙","price":1}""", "k2", "\"1\"")
            );
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], answers.Select(a => a.StatusCode).Order());
            await answers
                .Single(a => a.StatusCode != HttpStatusCode.OK)
                .ProblemAsync(HttpStatusCode.PreconditionFailed, "version_conflict");
            var won = await answers.Single(a => a.StatusCode == HttpStatusCode.OK).Content.ReadAsStringAsync();
            Assert.Equal(won, await (await app.GetAsync(path, token)).Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_command_without_content_needs_no_body()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        foreach (var body in (string?[])[null, "", "{}"])
        {
            var path = await app.CreateAsync(token);
            using var answer = await app.PostAsync($"{path}/close", token, body, "k1", "\"1\"");
            Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_command_without_content_refuses_content()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        using var answer = await app.PostAsync($"{path}/close", token, """{"reason":"?"}""", "k1", "\"1\"");
        Assert.Equal(["reason"], (await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_body")).Paths());
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.NotModified)]
    [InlineData("\"7\", \"1\"", HttpStatusCode.NotModified)]
    [InlineData("W/\"1\"", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"2\"", HttpStatusCode.OK)]
    [InlineData("1", HttpStatusCode.OK)]
    public async Task Whoever_has_this_version_is_not_sent_it_again(string ifNoneMatch, HttpStatusCode status)
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        using var answer = await app.SendAsync(
            HttpMethod.Get,
            path,
            token,
            headers: h => h.TryAddWithoutValidation("If-None-Match", ifNoneMatch)
        );
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("\"1\"", answer.Headers.ETag!.ToString());
        Assert.Equal(status == HttpStatusCode.NotModified, (await answer.Content.ReadAsByteArrayAsync()).Length == 0);
    }

    [Fact]
    public async Task Whoever_may_not_see_a_thing_does_not_learn_that_he_has_its_version()
    {
        var app = await ThingApp.SharedAsync();
        var path = await app.CreateAsync(ThingApp.Office());
        using var answer = await app.SendAsync(
            HttpMethod.Get,
            path,
            ThingApp.Office(organisation: ThingApp.U2),
            headers: h => h.TryAddWithoutValidation("If-None-Match", "\"1\"")
        );
        await answer.ProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_curl_without_a_body_says_no_length_and_is_taken()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        // A request like that of curl -X POST, with neither Content-Length nor Content-Type.
        var request =
            $"POST /api/{path}/close HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: k1\r\nIf-Match: \"1\"\r\nConnection: close\r\n\r\n";
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(app.Client.BaseAddress!.Host, app.Client.BaseAddress.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 200", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }
}
