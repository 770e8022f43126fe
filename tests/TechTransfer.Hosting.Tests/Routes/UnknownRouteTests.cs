using System.Net;
using TechTransfer.Hosting.Routes;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Routes;

/// <summary>What no operation takes is answered with a problem, as everything else is.</summary>
public sealed class UnknownRouteTests
{
    [Theory]
    [InlineData("nothing")]
    [InlineData("things/a/b/c")]
    [InlineData("")]
    public async Task An_unknown_route_is_a_problem(string path)
    {
        var app = await ThingApp.SharedAsync();
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete, HttpMethod.Options])
        {
            using var answer = await app.SendAsync(method, path, ThingApp.Office());
            await answer.ProblemAsync(HttpStatusCode.NotFound, "unknown_route");
        }
    }

    [Theory]
    [InlineData("DELETE", "things", "GET, HEAD, POST")]
    [InlineData("PATCH", "things/x1", "GET, HEAD, PUT")]
    [InlineData("GET", "things/x1/close", "POST")]
    [InlineData("OPTIONS", "things/x1", "GET, HEAD, PUT")]
    [InlineData("POST", "health/live", "GET, HEAD")]
    public async Task A_wrong_method_is_answered_with_those_that_are_taken(string method, string path, string allowed)
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.SendAsync(new(method), path, ThingApp.Office(), language: "en");
        var problem = await answer.ProblemAsync(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        var methods = answer.Content.Headers.Allow.Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(allowed, string.Join(", ", methods));
        Assert.Contains("POST", allowed == "POST" ? problem.GetProperty("detail").GetString() : "POST", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_of_a_path_that_is_not_of_its_form_is_a_problem()
    {
        var app = await ThingApp.SharedAsync();
        using var answer = await app.GetAsync("sizes/many", ThingApp.Office());
        await answer.ProblemAsync(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task HEAD_gives_the_headers_of_GET_without_a_body()
    {
        var app = await ThingApp.SharedAsync();
        var token = ThingApp.Office();
        var path = await app.CreateAsync(token);
        using var head = await app.SendAsync(HttpMethod.Head, path, token);
        Assert.Equal((HttpStatusCode.OK, "\"1\""), (head.StatusCode, head.Headers.ETag!.ToString()));
        Assert.Equal("", await head.Content.ReadAsStringAsync());
        using var missing = await app.SendAsync(HttpMethod.Head, "things/x1", token);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task The_function_is_the_last_by_name_and_is_not_described()
    {
        var app = await ThingApp.SharedAsync();
        using var document = await app.GetAsync("openapi.json");
        var paths = (await document.JsonAsync()).GetProperty("paths");
        Assert.DoesNotContain(paths.EnumerateObject(), path => path.Name.Contains("{path}", StringComparison.Ordinal));
        Assert.DoesNotContain(paths.EnumerateObject(), path => path.Value.TryGetProperty("head", out _));
        // The Functions host tries routes in this order.
        Assert.Equal(
            UnknownRoute.Name,
            typeof(UnknownRoute)
                .Assembly.GetTypes()
                .SelectMany(type => type.GetMethods())
                .SelectMany(method => method.GetCustomAttributes(typeof(Microsoft.Azure.Functions.Worker.FunctionAttribute), false))
                .Select(function => ((Microsoft.Azure.Functions.Worker.FunctionAttribute)function).Name)
                .Max(StringComparer.OrdinalIgnoreCase)
        );
    }
}
