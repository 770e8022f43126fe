using System.Net;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Problems;

/// <summary>A storage that takes calls and never answers. The client library alone would try for most of a minute.</summary>
public sealed class HungStorageTests
{
    [Fact]
    public async Task Hung_storage_is_a_503_that_says_when_to_come_again_on_every_route()
    {
        await using var door = await StorageDoor.NewAsync();
        await using var app = await ThingApp.StartAsync(connection: door.Connection, args: ["--StorageSeconds", "1"]);
        var token = ThingApp.Office();
        await door.ShutAsync();
        door.OpenSilently();

        using var read = await SendAsync(app, HttpMethod.Get, "things/t1", token);
        await read.ProblemAsync(HttpStatusCode.ServiceUnavailable, "storage_unavailable");
        Assert.Equal(TimeSpan.FromSeconds(5), read.Headers.RetryAfter!.Delta);
        using var listed = await SendAsync(app, HttpMethod.Get, "things", token);
        await listed.ProblemAsync(HttpStatusCode.ServiceUnavailable, "storage_unavailable");
        using var created = await SendAsync(app, HttpMethod.Post, "things", token, """{"title":"泵","price":1}""");
        await created.ProblemAsync(HttpStatusCode.ServiceUnavailable, "storage_unavailable");
    }

    [Fact]
    public async Task Readiness_answers_although_the_storage_does_not()
    {
        await using var door = await StorageDoor.NewAsync();
        await using var app = await ThingApp.StartAsync(connection: door.Connection);
        await door.ShutAsync();
        door.OpenSilently();

        using var answer = await SendAsync(app, HttpMethod.Get, "health", null);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("unavailable", (await answer.JsonAsync()).GetProperty("status").GetString());
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    // Ends earlier than the client library alone would.
    private static async Task<HttpResponseMessage> SendAsync(
        ThingApp app,
        HttpMethod method,
        string path,
        string? token,
        string? json = null
    )
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        return await app.SendAsync(method, path, token, json, json is null ? null : ThingApp.Random(), cancellation: patience.Token);
    }

    [Theory]
    [InlineData("StorageSeconds", "30")]
    [InlineData("StorageSeconds", "0")]
    [InlineData("StorageTrySeconds", "soon")]
    public async Task App_does_not_start_with_a_budget_that_outlasts_the_markers(string setting, string value)
    {
        var refused = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => ThingApp.StartAsync(args: [$"--{setting}", value]));
        Assert.Contains(setting, refused.Message, StringComparison.Ordinal);
    }
}
