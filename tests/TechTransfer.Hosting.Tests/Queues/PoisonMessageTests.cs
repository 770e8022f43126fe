using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Hosting.Tests.App;
using TechTransfer.Hosting.Watch;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Testing;

namespace TechTransfer.Hosting.Tests.Queues;

/// <summary>A consumer that fails until its reason is mended.</summary>
public sealed class MendableFunctions
{
    /// <summary>The messages that it handled, by aggregate; a message fails while its aggregate is missing here.</summary>
    public static ConcurrentDictionary<string, int> Mended { get; } = [];

    [Function("Mendable")]
    public void Run([QueueTrigger("%MendableQueue%", Connection = "AzureWebJobsStorage")] string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var id = Json.Read<Envelope>(message).Aggregate;
        if (!Mended.TryGetValue(id, out var times))
            throw new InvalidOperationException($"Nobody may read this: {message}.");
        Mended[id] = times + 1;
    }
}

public sealed class PoisonMessageTests
{
    private static readonly string Operator = ThingApp.Key.Token("operator", "operator", null);

    [Fact]
    public async Task An_operator_sees_what_failed_with_subject_reason_and_age_and_puts_it_back()
    {
        var (app, queue) = await StartAsync();
        await using var _ = app;
        var id = ThingApp.Random();
        await queue.SendMessageAsync(
            Json.Write(
                new Envelope(
                    $"thing|{id}|1|told",
                    "told",
                    id,
                    1,
                    DateTimeOffset.UnixEpoch,
                    JsonSerializer.SerializeToElement(new { name = "甲" }),
                    null
                )
            )
        );

        await EarlyMessageTests.UntilAsync(async () => (await ListAsync(app)).Count == 1);
        var failed = Assert.Single(await ListAsync(app));
        Assert.Equal(
            (app.Queue, "told", id, "InvalidOperationException", null, null),
            (failed.Source, failed.Type, failed.Subject, failed.Reason, failed.Tries, failed.NextAt)
        );
        Assert.InRange(failed.AgeSeconds!.Value, 0, 600);

        MendableFunctions.Mended[id] = 0;
        using var back = await app.PostAsync($"poison-messages/{failed.Id}/retry", Operator);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.DoesNotContain("甲", await back.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await EarlyMessageTests.UntilAsync(() => Task.FromResult(MendableFunctions.Mended[id] == 1));

        Assert.Empty(await ListAsync(app));
        using var again = await app.PostAsync($"poison-messages/{failed.Id}/retry", Operator);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task A_message_in_another_format_is_listed_beside_the_others_and_goes_back_as_it_is()
    {
        var (app, queue) = await StartAsync();
        await using var _ = app;
        var raw = new QueueClient(await AzuriteServer.ConnectionStringAsync(), $"{app.Queue}-poison");
        await raw.CreateIfNotExistsAsync();
        await raw.SendMessageAsync("{not base64");
        await raw.SendMessageAsync("{not base64 either");

        var listed = await ListAsync(app);
        Assert.Equal(2, listed.Count);
        Assert.All(listed, m => Assert.Equal((null, null, null), (m.Type, m.Subject, m.Reason)));
        using var back = await app.PostAsync($"poison-messages/{listed[0].Id}/retry", Operator);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.Contains(await ListAsync(app), m => m.Id == listed[1].Id);
    }

    [Fact]
    public async Task An_item_that_was_set_aside_is_listed_and_made_due()
    {
        var (app, _) = await StartAsync();
        await using var __ = app;
        var path = await app.CreateAsync(ThingApp.Office());
        await app.SpoilAsync(path, "{spoiled");
        await app.Services.GetRequiredService<Sweeper>().RunAsync();

        var aside = Assert.Single(await ListAsync(app));
        Assert.Equal(("marker", 1), (aside.Source, aside.Tries));
        Assert.Contains(path.Split('/')[^1], aside.Subject, StringComparison.Ordinal);
        using var back = await app.PostAsync($"poison-messages/{aside.Id}/retry", Operator);

        Assert.True((await back.Content.ReadFromJsonAsync<PoisonMessage>(Json.Options))!.NextAt < aside.NextAt);
    }

    [Fact]
    public async Task Only_operators_see_them()
    {
        var (app, _) = await StartAsync();
        await using var __ = app;
        using var list = await app.GetAsync("poison-messages", ThingApp.Office());
        using var retry = await app.PostAsync("poison-messages/x/retry", ThingApp.Key.Token("auditor", "auditor", null));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (list.StatusCode, retry.StatusCode));
    }

    private static async Task<(ThingApp App, QueueClient Queue)> StartAsync()
    {
        var name = $"t{ThingApp.Random()}";
        var queue = new QueueClient(
            await AzuriteServer.ConnectionStringAsync(),
            $"{name}-inbox",
            new() { MessageEncoding = QueueMessageEncoding.Base64 }
        );
        await queue.CreateIfNotExistsAsync();
        var app = await ThingApp.StartAsync(
            name,
            classes: [typeof(ThingFunctions), typeof(MendableFunctions), typeof(PoisonFunctions)],
            args: ["--MendableQueue", $"{name}-inbox", "--AzureFunctionsJobHost:extensions:queues:visibilityTimeout", "00:00:00"]
        );
        return (app, queue);
    }

    private static async Task<IReadOnlyList<PoisonMessage>> ListAsync(ThingApp app)
    {
        using var answer = await app.GetAsync("poison-messages", Operator);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<PageBody<PoisonMessage>>(Json.Options))!.Items;
    }
}
