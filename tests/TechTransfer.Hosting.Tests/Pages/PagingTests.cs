using System.Net;
using System.Text;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Pages;

public sealed class PagingTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("201")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("")]
    [InlineData("many")]
    [InlineData("1&limit=2")]
    [InlineData("99999999999")]
    public async Task A_limit_is_between_1_and_200(string limit)
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync($"things?status=open&limit={limit}", ThingApp.Office());
        Assert.Equal(["limit"], (await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_query")).Paths());
    }

    [Fact]
    public async Task Pages_follow_each_other_until_the_cursor_is_null()
    {
        await using var app = await ThingApp.StartAsync();
        var token = ThingApp.Office();
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
            made.Add((await app.CreateAsync(token))["things/".Length..]);

        var read = new List<string>();
        string? cursor = null;
        var pages = 0;
        do
        {
            using var answer = await app.GetAsync($"things?status=open&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}", token);
            var page = await answer.JsonAsync();
            read.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            cursor = page.GetProperty("cursor").GetString();
            // A cursor has only characters that need no escaping in a URL.
            if (cursor is not null)
                Assert.Matches("^[A-Za-z0-9_-]+$", cursor);
            pages++;
        } while (cursor is not null);
        Assert.Equal(made.Order(StringComparer.Ordinal), read);
        Assert.Equal(3, pages);

        using var most = await app.GetAsync("things?status=open&limit=200", token);
        Assert.Equal(5, (await most.JsonAsync()).GetProperty("items").GetArrayLength());
        using var empty = await app.GetAsync("things?status=closed", token);
        var none = await empty.JsonAsync();
        Assert.Equal(0, none.GetProperty("items").GetArrayLength());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, none.GetProperty("cursor").ValueKind);
    }

    [Theory]
    [InlineData("things?status=closed&limit=1")]
    [InlineData("things?status=open&kind=x&limit=1")]
    public async Task A_cursor_of_another_query_is_refused_by_name(string other)
    {
        await using var app = await ThingApp.StartAsync();
        var token = ThingApp.Office();
        for (var i = 0; i < 2; i++)
            await app.CreateAsync(token);
        using var first = await app.GetAsync("things?status=open&limit=1", token);
        var cursor = (await first.JsonAsync()).GetProperty("cursor").GetString()!;

        using var refused = await app.GetAsync($"{other}&cursor={cursor}", token);
        Assert.Equal(["cursor"], (await refused.ProblemAsync(HttpStatusCode.BadRequest, "malformed_cursor")).Paths());
        using var next = await app.GetAsync($"things?limit=2&status=open&cursor={cursor}", token);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task A_cursor_that_we_did_not_give_is_refused()
    {
        await using var app = await ThingApp.StartAsync();
        var token = ThingApp.Office();
        for (var i = 0; i < 2; i++)
            await app.CreateAsync(token);
        using var first = await app.GetAsync("things?status=open&limit=1", token);
        var cursor = (await first.JsonAsync()).GetProperty("cursor").GetString()!;

        var changed = (cursor[^2] == 'A' ? 'B' : 'A').ToString();
        foreach (
            var bad in (string[])
                [
                    "",
                    "x",
                    "a%0Ab",
                    "!!!",
                    cursor[..^4],
                    $"{cursor[..^2]}{changed}{cursor[^1]}",
                    Convert.ToBase64String(Encoding.UTF8.GetBytes("12345678rowkey")),
                    new('A', 5000),
                ]
        )
        {
            using var answer = await app.GetAsync($"things?status=open&cursor={bad}", token);
            await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_cursor");
        }
        // A cursor of one list is refused by another.
        using var other = await app.GetAsync($"things?status=closed&cursor={cursor}", token);
        await other.ProblemAsync(HttpStatusCode.BadRequest, "malformed_cursor");
    }
}
