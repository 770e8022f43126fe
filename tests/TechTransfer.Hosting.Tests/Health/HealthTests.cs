using System.Net;
using TechTransfer.Hosting.Tests.App;

namespace TechTransfer.Hosting.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task A_ready_app_says_what_still_waits()
    {
        await using var app = await ThingApp.StartAsync();
        using var answer = await app.GetAsync("health");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var health = await answer.JsonAsync();
        Assert.Equal("ready", health.GetProperty("status").GetString());
        Assert.Equal(app.Name, health.GetProperty("app").GetString());
        Assert.NotEqual("", health.GetProperty("version").GetString());
        Assert.Equal(0, health.GetProperty("backlog").GetProperty("markers").GetInt32());
        var queues = health.GetProperty("backlog").GetProperty("queues");
        Assert.Equal([app.Queue, $"{app.Queue}-poison"], queues.EnumerateObject().Select(q => q.Name));

        var queue = new Azure.Storage.Queues.QueueClient(await Testing.AzuriteServer.ConnectionStringAsync(), app.Queue);
        await queue.SendMessageAsync("waits");
        using var later = await app.GetAsync("health");
        Assert.Equal(1, (await later.JsonAsync()).GetProperty("backlog").GetProperty("queues").GetProperty(app.Queue).GetInt32());
    }

    [Fact]
    public async Task A_command_that_is_done_leaves_no_marker()
    {
        await using var app = await ThingApp.StartAsync();
        await app.CreateAsync(ThingApp.Office());
        using var answer = await app.GetAsync("health");
        Assert.Equal(0, (await answer.JsonAsync()).GetProperty("backlog").GetProperty("markers").GetInt32());
    }

    [Fact]
    public async Task Without_its_storage_an_app_lives_but_is_not_ready()
    {
        await using var door = await StorageDoor.NewAsync();
        await using var app = await ThingApp.StartAsync(connection: door.Connection);
        await door.ShutAsync();

        using var live = await app.GetAsync("health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        using var answer = await app.GetAsync("health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        var health = await answer.JsonAsync();
        Assert.Equal("unavailable", health.GetProperty("status").GetString());
        // The response must not show the address of the storage.
        Assert.DoesNotContain("127.0.0.1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        door.Open();
        using var again = await app.GetAsync("health");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }
}
