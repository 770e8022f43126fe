using System.Net;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Access;

public sealed class CallLimitTests
{
    private static readonly string[] Tight = ["--CallsAtOnce", "3", "--CallsPerSecond", "1"];

    [Fact]
    public async Task Caller_who_floods_an_instance_is_told_when_to_come_again_and_others_are_served()
    {
        await using var app = await ThingApp.StartAsync(args: Tight);
        var flooding = ThingApp.Office();

        using var refused = await FloodAsync(app, flooding);
        var problem = await refused.ProblemAsync(HttpStatusCode.TooManyRequests, "too_many_calls");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.NotEqual("", problem.GetProperty("detail").GetString());

        using var other = await app.GetAsync("who", ThingApp.Office());
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Calls_without_a_valid_token_are_counted_by_address_and_probes_are_not()
    {
        await using var app = await ThingApp.StartAsync(args: Tight);
        using var refused = await FloodAsync(app, "no-token");
        await refused.ProblemAsync(HttpStatusCode.TooManyRequests, "too_many_calls");

        for (var i = 0; i < 10; i++)
        {
            using var probe = await app.GetAsync("health/live");
            Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
        }
        using var signedIn = await app.GetAsync("who", ThingApp.Office());
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
    }

    // More calls than an allowance of one each second can serve, however slow the machine is.
    private static async Task<HttpResponseMessage> FloodAsync(ThingApp app, string token)
    {
        for (var round = 0; round < 20; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.GetAsync("who", token)));
            if (answers.FirstOrDefault(a => a.StatusCode == HttpStatusCode.TooManyRequests) is { } refused)
                return refused;
        }
        throw new InvalidOperationException("No call was refused.");
    }
}
