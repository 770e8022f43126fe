using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TechTransfer.Hosting.Tests.App;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.Testing;

namespace TechTransfer.Hosting.Tests.Queues;

/// <summary>A consumer whose messages need something that arrives later.</summary>
public sealed class WaitingFunctions
{
    /// <summary>The deliveries of each aggregate's messages.</summary>
    public static ConcurrentDictionary<string, ConcurrentQueue<Envelope>> Deliveries { get; } = [];

    /// <summary>How often an aggregate's message comes too early.</summary>
    public static ConcurrentDictionary<string, int> TooEarly { get; } = [];

    [Function("WaitForOther")]
    public void Run([QueueTrigger("%WaitingQueue%", Connection = "AzureWebJobsStorage")] QueueMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var envelope = Json.Read<Envelope>(message.MessageText);
        var seen = Deliveries.GetOrAdd(envelope.Aggregate, _ => []);
        seen.Enqueue(envelope);
        if (seen.Count <= TooEarly[envelope.Aggregate])
            throw new NotYetException($"{envelope.Aggregate} has not been told yet.");
    }
}

public sealed class EarlyMessageTests
{
    [Fact]
    public async Task Message_that_comes_before_its_predecessor_is_put_back_and_does_not_fail()
    {
        var (queue, messages) = await QueueAsync();
        var id = ThingApp.Random();
        WaitingFunctions.TooEarly[id] = 2;
        await using var app = await ThingApp.StartAsync(classes: [typeof(WaitingFunctions)], args: ["--WaitingQueue", queue]);

        await messages.SendMessageAsync(Json.Write(Message(id)));

        await UntilAsync(() => Task.FromResult(WaitingFunctions.Deliveries.TryGetValue(id, out var seen) && seen.Count == 3));
        Assert.Equal([0, 1, 2], WaitingFunctions.Deliveries[id].Select(e => e.Waits));
        await UntilAsync(async () => (await messages.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0);
        Assert.DoesNotContain(app.Logs.AtLeast(LogLevel.Warning), line => line.Contains("has not been told yet", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Message_whose_predecessor_never_comes_ends_among_the_failed_ones()
    {
        var (queue, messages) = await QueueAsync();
        var id = ThingApp.Random();
        WaitingFunctions.TooEarly[id] = int.MaxValue;
        await using var app = await ThingApp.StartAsync(
            classes: [typeof(WaitingFunctions)],
            args: ["--WaitingQueue", queue, "--AzureFunctionsJobHost:extensions:queues:visibilityTimeout", "00:00:00"]
        );

        await messages.SendMessageAsync(Json.Write(Message(id) with { Waits = TechTransfer.Storage.Outbox.MaxWaits }));

        var failed = new QueueClient(
            await AzuriteServer.ConnectionStringAsync(),
            $"{queue}-poison",
            new() { MessageEncoding = QueueMessageEncoding.Base64 }
        );
        await UntilAsync(async () =>
            (await failed.ExistsAsync()).Value && (await failed.GetPropertiesAsync()).Value.ApproximateMessagesCount == 1
        );
    }

    private static Envelope Message(string id) =>
        new($"thing|{id}|1|told", "told", id, 1, DateTimeOffset.UnixEpoch, JsonSerializer.SerializeToElement(new { }), null);

    /// <summary>Waits up to a minute for a fact.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        for (var look = 0; !await isTrue(); look++)
        {
            Assert.True(look < 600, "It did not come true.");
            await Task.Delay(100);
        }
    }

    internal static async Task<(string Name, QueueClient Messages)> QueueAsync()
    {
        var name = $"q{ThingApp.Random()}";
        var messages = new QueueClient(
            await AzuriteServer.ConnectionStringAsync(),
            name,
            new() { MessageEncoding = QueueMessageEncoding.Base64 }
        );
        await messages.CreateAsync();
        return (name, messages);
    }
}
