using System.Net;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Access;

public sealed class AccessTests
{
    [Fact]
    public async Task A_caller_without_the_role_learns_which_roles_may()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("officials", ThingApp.Office(), "en");
        var problem = await answer.ProblemAsync(HttpStatusCode.Forbidden, "not_allowed");
        Assert.Contains("registrar, approver", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(answer.Headers.WwwAuthenticate);
        using var chinese = await app.GetAsync("officials", ThingApp.Office(), "zh");
        problem = await chinese.ProblemAsync(HttpStatusCode.Forbidden, "not_allowed");
        Assert.Contains("登记员、审批人", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_the_roles_is_enough()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("officials", ThingApp.Key.Token("u1", "finance approver"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_caller_without_roles_may_what_anyone_signed_in_may()
    {
        var app = await ThingApp.SharedAsync();
        using var may = await app.GetAsync("who", ThingApp.Key.Token("u1", role: null));
        Assert.Equal(HttpStatusCode.OK, may.StatusCode);
        using var mayNot = await app.GetAsync("officials", ThingApp.Key.Token("u1", role: null));
        await mayNot.ProblemAsync(HttpStatusCode.Forbidden, "not_allowed");
    }

    [Fact]
    public async Task What_a_signed_in_caller_gets_is_kept_by_nobody_in_between()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("who", ThingApp.Office());
        Assert.True(answer.Headers.CacheControl is { Private: true, NoCache: true });
        using var refused = await app.GetAsync("officials", ThingApp.Office());
        Assert.True(refused.Headers.CacheControl is { Private: true, NoCache: true });
        using var open = await app.GetAsync("sizes/2");
        Assert.Null(open.Headers.CacheControl);
    }

    [Fact]
    public async Task Open_routes_ignore_missing_and_invalid_tokens()
    {
        var app = await ThingApp.SharedAsync();
        using var without = await app.GetAsync("sizes/2");
        Assert.Equal(2, (await without.JsonAsync()).GetArrayLength());
        using var withBad = await app.GetAsync("sizes/2", "garbage");
        Assert.Equal(HttpStatusCode.OK, withBad.StatusCode);
    }
}
