using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using TechTransfer.Testing;

namespace Microsoft.Azure.Functions.Worker.Tests.Queues;

/// <summary>A queue of one test's own, and hosts that listen to it.</summary>
public sealed class TestQueue
{
    private readonly string _connection;

    private TestQueue(string connection, string name)
    {
        _connection = connection;
        Inbox = new QueueClient(connection, name);
        Poison = new QueueClient(connection, name + "-poison");
    }

    /// <summary>Sends and shows the text as it stands in the queue.</summary>
    public QueueClient Inbox { get; }

    public QueueClient Poison { get; }

    public static async Task<TestQueue> CreateAsync(bool exists = true)
    {
        var queue = new TestQueue(await AzuriteServer.ConnectionStringAsync(), $"q-{Guid.NewGuid():N}");
        if (exists) await queue.Inbox.CreateAsync();
        return queue;
    }

    public Task SendAsync(string text) => Inbox.SendMessageAsync(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text)));

    public async Task<int> CountAsync() => (await Inbox.GetPropertiesAsync()).Value.ApproximateMessagesCount;

    public Task UntilEmptyAsync() => Until.TrueAsync(async () => await CountAsync() == 0, () => "The queue was not emptied.");

    /// <summary>The text of the poison messages, once there are so many.</summary>
    public async Task<string[]> PoisonAsync(int messages)
    {
        string[] found = [];
        await Until.TrueAsync(
            async () =>
            {
                if (!await Poison.ExistsAsync()) return messages == 0;
                found = [.. (await Poison.PeekMessagesAsync(32)).Value.Select(message => message.Body.ToString())];
                return found.Length == messages;
            },
            () => $"{found.Length} of {messages} poison messages came.");
        return found;
    }

    /// <summary>Starts a host; <paramref name="queues"/> are settings of host.json, such as <c>"batchSize": 1</c>.</summary>
    public async Task<TestHost> ListenAsync(Type function, string queues = "", string connectionSetting = "AzureWebJobsStorage", Action<FunctionsApplicationBuilder>? configure = null)
    {
        using var folder = new AppFolder($$$"""{ "version": "2.0", "extensions": { "queues": { "maxPollingInterval": "00:00:00.2", {{{queues}}} } } }""");
        return await TestHost.StartAsync(
            [function],
            [.. folder.Arguments, "--Inbox", Inbox.Name, $"--{connectionSetting}", _connection],
            builder =>
            {
                builder.Services.AddSingleton<Recorder>();
                builder.Services.AddSingleton<HeldFunction.Gate>();
                configure?.Invoke(builder);
            });
    }

    /// <summary>Intervals of seconds where the real ones are minutes.</summary>
    internal static Action<FunctionsApplicationBuilder> Short(TimeSpan visibility, TimeSpan renewal) =>
        builder => builder.Services.AddSingleton(new HostTimings { MessageVisibility = visibility, MessageRenewal = renewal });
}
