using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Hosting.Commands;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;
using TechTransfer.OwnershipGrants.Conversions;
using TechTransfer.OwnershipGrants.Distributions;
using TechTransfer.OwnershipGrants.Grants;
using TechTransfer.OwnershipGrants.Ledger;
using TechTransfer.OwnershipGrants.Reminders;
using TechTransfer.OwnershipGrants.Tests.Distributions;
using TechTransfer.Storage;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.OwnershipGrants.Tests;

internal sealed class GrantsApp
{
    private static readonly Caller TheSystem = Caller.System();
    private readonly string app;
    private readonly string queue;
    private readonly int most;
    private readonly GrantsInbox inbox;
    private readonly IServiceProvider operations;

    private GrantsApp(string app, string queue, AppStorage storage, TestTime time, int most)
    {
        (this.app, this.queue, Storage, Time, this.most) = (app, queue, storage, time, most);
        Lists = new(storage);
        Achievements = new(storage, AchievementSetup.Of(Given.Rules), time, NullLogger<AggregateStore<Achievement>>.Instance);
        Shared = new(storage, DistributionSetup.Of(Achievements), time, NullLogger<AggregateStore<Distribution>>.Instance);
        var (book, places) = (DistributionGiven.Book, new IncomeKeys(Shared));
        var drafts = new DraftDistribution(Lists, new(storage), book, most);
        Records = new(
            storage,
            ContractSetup.Of(new(Achievements, time), new(Achievements, Shared, drafts, places, book, Lists, time)),
            time,
            NullLogger<AggregateStore<ContractRecord>>.Instance
        );
        EarlierContracts = new(storage, ContractSetup.Earlier, time, NullLogger<AggregateStore<EarlierContract>>.Instance);
        Contracts = new(Records, EarlierContracts, Lists);
        inbox = new(Contracts, Shared, Lists, new(storage));
        Asides = new(storage, time, NullLogger<SetAsides>.Instance);
        Sweeper = new(storage, [Achievements, Shared, Records, EarlierContracts], Asides, [], time);
        var commands = new Commands<Achievement>(Achievements, AchievementSetup.Commands);
        operations = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(Lists)
            .AddSingleton(Achievements)
            .AddSingleton(Shared)
            .AddSingleton(Contracts)
            .AddSingleton(Asides)
            .AddSingleton(new Copies(storage))
            .AddSingleton(new DocumentStore(storage))
            .AddSingleton(book)
            .AddSingleton(Given.Rules)
            .AddSingleton(ReminderRules.InForce)
            .AddSingleton(places)
            .AddSingleton(drafts)
            .AddSingleton(commands)
            .AddSingleton(new Commands<Distribution>(Shared, DistributionSetup.Commands(book, time)))
            .AddSingleton<GrantCommands>()
            .AddSingleton<Ledgers>()
            .BuildServiceProvider();
    }

    public AppStorage Storage { get; }
    public TestTime Time { get; }
    public Lists Lists { get; }
    public AggregateStore<Achievement> Achievements { get; }
    public AggregateStore<Distribution> Shared { get; }
    public AggregateStore<ContractRecord> Records { get; }
    public AggregateStore<EarlierContract> EarlierContracts { get; }
    public Contracts Contracts { get; }
    public Sweeper Sweeper { get; }
    public SetAsides Asides { get; }

    public T Op<T>() => ActivatorUtilities.CreateInstance<T>(operations);

    public static async Task<GrantsApp> NewAsync(DateTimeOffset? now = null, int most = DistributionSteps.Most)
    {
        var app = TestStorage.NewName();
        var queue = $"{app}-out";
        var storage = await OpenAsync(app, queue, null);
        await storage.CreateMissingAsync([queue]);
        return new(app, queue, storage, new(now ?? Given.Now), most);
    }

    /// <summary>
    /// A second app instance on the same tables with a separate clock; <paramref name="configure"/> changes its storage clients.
    /// </summary>
    public async Task<GrantsApp> AnotherInstanceAsync(Action<ClientOptions>? configure = null) =>
        new(app, queue, await OpenAsync(app, queue, configure), new(Time.Now), most);

    private static async Task<AppStorage> OpenAsync(string app, string queue, Action<ClientOptions>? configure)
    {
        var consumers = Topics.Consumers.ToDictionary(t => t.Key, IReadOnlyList<string> (_) => [queue]);
        return await TestStorage.OpenAsync(
            app,
            configure,
            consumers,
            ("PersonsKey", Convert.ToBase64String("0123456789abcdef0123456789abcdef"u8))
        );
    }

    /// <summary>Stores an achievement under a new id, or the given one; the ids of its parts change accordingly.</summary>
    public async Task<string> PutAsync(Achievement state, string? id = null)
    {
        id ??= Ids.Derive("test", Path.GetRandomFileName());
        var moved = Json.Read<Achievement>(Json.Write(state).Replace($"\"{state.Id}", $"\"{id}", StringComparison.Ordinal));
        // Make the numbers of its rights unique, because each right may belong to only one achievement.
        moved = moved with
        {
            Rights = [.. moved.Rights.Select(r => r with { Number = r.Number is null ? null : $"{r.Number}{id}" })],
        };
        var before = await Achievements.LoadAsync(id);
        return (await Achievements.CommitAsync(before, new(moved, null), TheSystem, null)).Value.Id;
    }

    public async Task<string> PutAsync(Distribution state, Achievement? achievement = null)
    {
        var id = await PutAsync(achievement ?? DistributionGiven.Granted());
        var moved = Json.Read<Distribution>(Json.Write(state).Replace("\"a1.", $"\"{id}.", StringComparison.Ordinal));
        moved = moved with
        {
            Places = [IncomeKeys.Number(IncomeKeys.Of(id, moved.Source.ContractId, moved.Terms.IncomeOn, moved.Terms.Income), 0)],
        };
        Assert.Null((await Shared.CommitAsync(await Shared.LoadAsync(moved.Id), new(moved, null), TheSystem, null)).Problem);
        return id;
    }

    public async Task<Achievement> StateAsync(string id) => (await Achievements.LoadAsync(id)).State!;

    public async Task<Distribution> DistributionAsync(string id) => (await Shared.LoadAsync(id)).State!;

    /// <summary>The distributions of an achievement, oldest first.</summary>
    public async Task<IReadOnlyList<Distribution>> DistributionsAsync(string achievementId)
    {
        var all = new List<Distribution>();
        await foreach (var id in Lists.IdsAsync(DistributionLists.OfAchievement(achievementId)))
            all.Add(await DistributionAsync(id));
        return all;
    }

    public async Task<Distribution> OnlyAsync(string achievementId) => Assert.Single(await DistributionsAsync(achievementId));

    public async Task<string> TagAsync(string id) =>
        $"\"{(PartIds.IsDistribution(id) ? (await Shared.LoadAsync(id)).Version : (await Achievements.LoadAsync(id)).Version)}\"";

    public Task ReceiveAsync(string aggregate, long version, object message) =>
        inbox.Receive(
            Json.Write(
                    new Envelope(
                        $"x|{aggregate}|{version}|{WireName.Of(message)}",
                        WireName.Of(message),
                        aggregate,
                        version,
                        Time.Now,
                        System.Text.Json.JsonSerializer.SerializeToElement(message, message.GetType(), Json.Options),
                        null
                    )
                )
                .AsMessage(),
            CancellationToken.None
        );

    /// <summary>The messages that the app has sent, without duplicates.</summary>
    public async Task<IReadOnlyList<Envelope>> SentAsync()
    {
        var client = new QueueClient(
            await AzuriteServer.ConnectionStringAsync(),
            queue,
            new() { MessageEncoding = QueueMessageEncoding.Base64 }
        );
        var all = new List<Envelope>();
        while (await client.ReceiveMessagesAsync(32, TimeSpan.FromMinutes(5)) is { Value: { Length: > 0 } page })
            all.AddRange(page.Select(m => Json.Read<Envelope>(m.MessageText)));
        return all;
    }
}
