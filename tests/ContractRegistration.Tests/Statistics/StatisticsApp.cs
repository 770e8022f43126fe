using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Statistics;
using TechTransfer.Kernel;
using TechTransfer.Storage;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Statistics;

/// <summary>The event of contracts that a test stores directly; a history must have events.</summary>
[WireName("TestEvent")]
public sealed record TestEvent(string What);

internal sealed class StatisticsApp
{
    private StatisticsApp(string app, string connection, TestTime time, Action<ClientOptions>? configure)
    {
        (App, Time) = (app, time);
        Storage = TestStorage.Open(app, connection, configure);
        var services = new ServiceCollection()
            .AddSingleton(Storage)
            .AddSingleton(Given.Rules)
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<NumberSeries>()
            .BuildServiceProvider();
        Contracts = new(Storage, ContractSetup.Of(services), time, NullLogger<AggregateStore<Contract>>.Instance);
        Counters = new(Storage);
        Frozen = new(Storage);
        Asides = new(Storage, time, NullLogger<SetAsides>.Instance);
        FreezeMonths = new(Counters, Frozen, Storage, Asides, time, NullLogger<FreezeMonths>.Instance);
        Rebuild = new(Contracts, new(Storage), Counters, Asides, Given.Rules);
        Reader = new(Counters, Frozen, Given.Rules, time);
        Sweeper = new(Storage, [Contracts], Asides, [Rebuild], time);
    }

    public string App { get; }
    public TestTime Time { get; }
    public AppStorage Storage { get; }
    public AggregateStore<Contract> Contracts { get; }
    public Counters Counters { get; }
    public FrozenFigures Frozen { get; }
    public SetAsides Asides { get; }
    public FreezeMonths FreezeMonths { get; }
    public Rebuild Rebuild { get; }
    public StatisticsReader Reader { get; }
    public Sweeper Sweeper { get; }

    public static async Task<StatisticsApp> NewAsync(DateTimeOffset? now = null, Action<ClientOptions>? configure = null)
    {
        var app = new StatisticsApp(TestStorage.NewName(), await AzuriteServer.ConnectionStringAsync(), new(now ?? Given.Now), configure);
        await (await app.AgainAsync()).Storage.CreateMissingAsync([]);
        return app;
    }

    public async Task<StatisticsApp> AgainAsync(Action<ClientOptions>? configure = null) =>
        new(App, await AzuriteServer.ConnectionStringAsync(), Time, configure);

    public async Task PutAsync(Contract state)
    {
        var outcome = await Contracts.CommitAsync(
            await Contracts.LoadAsync(state.Id),
            new(state, new TestEvent($"{state.Status}")),
            Given.RegistrarA,
            null
        );
        Assert.Null(outcome.Problem);
    }

    public async Task<YearFigures> RunningAsync(int year) =>
        YearFigures.Of(await Counters.ReadAsync(ContractFigures.Counter, YearFigures.Period(year)));

    public async Task<StatisticsView> ReadAsync(StatisticsBy by, int year, int? asOfMonth = null)
    {
        var source = await Reader.ReadAsync(new(year, by, asOfMonth), default);
        return new StatisticsTable(Given.Rules, seesAll: true).Of(source.Value, by);
    }

    public async Task<(int Steps, int Repaired)> RebuildAsync(int year)
    {
        var (steps, repaired, cursor) = (0, 0, (string?)null);
        do
        {
            var step = (await Rebuild.StepAsync(year, cursor)).Value;
            (steps, repaired, cursor) = (steps + 1, repaired + step.Repaired, step.Cursor);
        } while (cursor is not null);
        return (steps, repaired);
    }
}
