using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Receipts;
using TechTransfer.ContractRegistration.Replays;
using TechTransfer.Hosting.Commands;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Money;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.Storage;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Replays;

/// <summary>
/// A replay sends all messages of a year to one consumer again: completely, to no other consumer, and despite failures in between.
/// </summary>
public sealed class ReplayTests
{
    private const int Year = 2026;
    private static readonly Caller System = Caller.System();
    private static readonly Caller Officer = Given.Caller("policy");

    [Fact]
    public async Task One_consumer_receives_the_current_state_of_every_contract_and_receipt_and_the_other_receives_nothing()
    {
        var app = await App.NewAsync();
        await app.PutAsync("registered", Given.Registered());
        await app.PutAsync("changed", Given.Registered("C02") with { Edition = 3, ChangedOn = Given.Today });
        await app.PutAsync("cancelled", Given.Cancelled() with { DuplicateKey = null });
        await app.PutAsync("past", Given.Registered("C03") with { Historical = true });
        await app.PutAsync("draft", Given.Submitted("C04"));
        await app.ReceiptAsync("r1", "registered", ReceiptStatus.Confirmed);
        await app.ReceiptAsync("r2", "registered", ReceiptStatus.Recorded);

        var replay = await app.RunAsync(await app.StartAsync());

        Assert.Equal((ReplayStatus.Done, new ReplayCounts(5, 3, 1)), (replay.Status, replay.Sent));
        var received = await app.HeardAsync(app.First);
        Assert.Equal(
            ["ContractCancelled cancelled", "ContractChanged changed", "ContractRegistered registered", "ReceiptConfirmed r1"],
            received.Select(e => $"{e.Type} {e.Aggregate}").Order(StringComparer.Ordinal)
        );
        Assert.All(received, e => Assert.True(e.Replay));
        Assert.Equal(
            3,
            Json.Read<ContractChanged>(received.Single(e => e.Type == MessageNames.ContractChanged).Body!.Value.GetRawText()).Edition
        );
        Assert.Empty(await app.HeardAsync(app.Second));
    }

    [Fact]
    public async Task A_replay_continues_after_a_kill_between_its_messages_and_its_transaction()
    {
        var app = await App.NewAsync();
        for (var i = 0; i < 60; i++)
            await app.PutAsync($"case{i:D2}", Given.Registered() with { DuplicateKey = null, Number = $"50000120260{i:D5}" });
        var id = await app.StartAsync();
        await app.StepAsync(id, 0);

        // The second step sends its page of messages and dies before the commit, so its progress is not stored.
        var killed = await app.AgainAsync(new DiesBefore("$batch").Hook);
        await Assert.ThrowsAnyAsync<Exception>(() => killed.StepAsync(id, 1));
        Assert.Equal(1, (await app.ReplayAsync(id)).Steps);
        await app.StepAsync(id, 0);
        await app.StepAsync(id, 7);
        Assert.Equal(1, (await app.ReplayAsync(id)).Steps);

        var replay = await app.RunAsync(id);

        Assert.Equal((ReplayStatus.Done, 3, 60), (replay.Status, replay.Steps, replay.Sent.Contracts));
        var received = await app.HeardAsync(app.First);
        Assert.Equal(60, received.Select(e => e.Aggregate).Distinct().Count());
        Assert.Equal(85, received.Count);
    }

    [Fact]
    public async Task A_replay_whose_process_was_lost_is_resumed_and_another_of_the_year_has_to_wait()
    {
        var app = await App.NewAsync();
        await app.PutAsync("case", Given.Registered());
        var id = await app.StartAsync();
        await app.LoseMessagesAsync();

        Assert.Equal("replay_running", (await app.CommitAsync("another", app.First)).Problem!.Kind.Code);
        Assert.Null((await app.CommitAsync("other-consumer", app.Second)).Problem);
        await app.LoseMessagesAsync();
        Assert.Equal(0, await app.Runner.ResumeStalledAsync(default));
        Assert.Null(await StalledSinceAsync());
        app.Time.Now += TimeSpan.FromMinutes(3);
        Assert.Equal(Given.Now, await StalledSinceAsync());
        Assert.Equal(2, await app.Runner.ResumeStalledAsync(default));
        // A resumption alone is no progress.
        Assert.Equal(Given.Now, await StalledSinceAsync());
        Assert.Equal(ReplayStatus.Done, (await app.RunAsync(id)).Status);
        Assert.Null(await StalledSinceAsync());
        Assert.Null((await app.CommitAsync("another", app.First)).Problem);

        async Task<DateTimeOffset?> StalledSinceAsync()
        {
            var commands = new Commands<Replay>(app.Replays, ReplaySetup.Commands(app.Time));
            var read = await FunctionCall.GetAsync((r, c) => new GetReplay(commands).Run(r, id, c), Officer, $"/api/replays/{id}");
            return (DateTimeOffset?)read.Json!["stalledSince"];
        }
    }

    [Fact]
    public async Task Many_receipts_of_one_contract_take_several_steps()
    {
        var app = await App.NewAsync();
        await app.PutAsync("case", Given.Registered());
        for (var i = 0; i < 120; i++)
            await app.ReceiptAsync($"r{i:D3}", "case", ReceiptStatus.Confirmed);

        var replay = await app.RunAsync(await app.StartAsync());

        Assert.Equal((ReplayStatus.Done, 2, 120), (replay.Status, replay.Steps, replay.Sent.Receipts));
        Assert.Equal(121, (await app.HeardAsync(app.First)).Count);
    }

    [Fact]
    public async Task A_step_that_fails_for_good_stops_the_replay_and_says_so()
    {
        var app = await App.NewAsync();
        var id = await app.StartAsync();

        await app.Steps.Stop(app.Message(id, 0).AsMessage(), default);

        Assert.Equal(ReplayStatus.Stopped, (await app.ReplayAsync(id)).Status);
        await app.StepAsync(id, 0);
        Assert.Equal(0, (await app.ReplayAsync(id)).Steps);
    }

    [Theory]
    [InlineData("rewards", Year, "consumer")]
    [InlineData("contracts-imports", Year, "consumer")]
    [InlineData("rewards-inbox", 1999, "year")]
    [InlineData("rewards-inbox", 2101, "year")]
    public async Task Only_consumers_of_contracts_and_sensible_years_are_taken(string consumer, int year, string path)
    {
        var app = await App.NewAsync();
        var start = new StartReplay(new(app.Replays, ReplaySetup.Commands(app.Time)), app.Time);

        var reply = await FunctionCall.PostAsync(
            start.Run,
            Officer,
            "/api/replays",
            new global::System.Text.Json.Nodes.JsonObject { ["consumer"] = consumer, ["year"] = year }
        );

        Assert.Equal((422, "invalid_value", path), (reply.Status, reply.Code, reply.Errors.Single().Path));
    }

    private sealed class DiesBefore(string call) : Azure.Core.Pipeline.HttpPipelinePolicy
    {
        public void Hook(Azure.Core.ClientOptions options) => options.AddPolicy(this, Azure.Core.HttpPipelinePosition.PerCall);

        public override ValueTask ProcessAsync(
            Azure.Core.HttpMessage message,
            ReadOnlyMemory<Azure.Core.Pipeline.HttpPipelinePolicy> pipeline
        ) =>
            message.Request.Uri.ToString().Contains(call, StringComparison.Ordinal)
                ? throw new InvalidOperationException("The process is gone.")
                : ProcessNextAsync(message, pipeline);

        public override void Process(Azure.Core.HttpMessage message, ReadOnlyMemory<Azure.Core.Pipeline.HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException("Storage calls are asynchronous.");
    }

    private sealed class App
    {
        private readonly string name;
        private readonly string connection;

        private App(string name, string connection, TestTime time, Action<Azure.Core.ClientOptions>? configure)
        {
            (this.name, this.connection, Time) = (name, connection, time);
            var sent = new[]
            {
                MessageNames.ContractRegistered,
                MessageNames.ContractChanged,
                MessageNames.ContractCancelled,
                MessageNames.ContractRevoked,
            };
            var storage = TestStorage.Open(
                name,
                connection,
                configure,
                sent.ToDictionary(t => t, _ => (IReadOnlyList<string>)[First, Second])
                    .Concat([
                        new(MessageNames.ReceiptConfirmed, [First]),
                        new(MessageNames.ReceiptRefunded, [First]),
                        new(MessageNames.ReplayStepDue, [Queue]),
                    ])
                    .ToDictionary()
            );
            Storage = storage;
            ContractStore = new(
                storage,
                new("case") { HoldsPersons = true, Lists = ContractLists.Of },
                time,
                NullLogger<AggregateStore<Contract>>.Instance
            );
            Receipts = new(storage, new("receipt") { Lists = ReceiptLists.Of }, time, NullLogger<AggregateStore<Receipt>>.Instance);
            Replays = new(storage, ReplaySetup.Aggregate, time, NullLogger<AggregateStore<Replay>>.Instance);
            Asides = new(storage, time, NullLogger<SetAsides>.Instance);
            Runner = new(Replays, ReplaySetup.Job, storage, Asides, time, NullLogger<StepRunner<Replay>>.Instance);
            Steps = new(Runner, ContractStore, Receipts, new(storage), new(storage), Asides, Given.Rules, time);
        }

        public string First => $"{name}-first";
        public string Second => $"{name}-second";
        private string Queue => $"{name}-steps";
        public TestTime Time { get; }
        public AppStorage Storage { get; }
        public AggregateStore<Contract> ContractStore { get; }
        public AggregateStore<Receipt> Receipts { get; }
        public AggregateStore<Replay> Replays { get; }
        public SetAsides Asides { get; }
        public StepRunner<Replay> Runner { get; }
        public ReplaySteps Steps { get; }

        public static async Task<App> NewAsync()
        {
            var app = new App(TestStorage.NewName(), await AzuriteServer.ConnectionStringAsync(), new(Given.Now), null);
            await app.Storage.CreateMissingAsync([app.First, app.Second, app.Queue]);
            return app;
        }

        public Task<App> AgainAsync(Action<Azure.Core.ClientOptions> configure) =>
            Task.FromResult(new App(name, connection, Time, configure));

        public async Task PutAsync(string id, Contract state) =>
            Assert.Null(
                (
                    await ContractStore.CommitAsync(await ContractStore.LoadAsync(id), new(state with { Id = id }, null), System, null)
                ).Problem
            );

        public async Task ReceiptAsync(string id, string contractId, ReceiptStatus status)
        {
            var receipt = new Receipt
            {
                Id = id,
                Status = status,
                Payee = new("12500107MB0A1B0135", "缙云理工大学（虚构）", "12500107MB0A1B0135"),
                Payer = new("91500106MA5XUA015P", "重庆虎溪智造有限公司（虚构）", "91500106MA5XUA015P"),
                ReceivedOn = Given.Today,
                Amount = Yuan.Of(480_000),
                InvoiceNumber = id,
                BankReference = id,
                Allocations = [new(contractId, "5000012026000001", "", Yuan.Of(480_000), null, Yuan.Of(384_000), [])],
                Recorded = new("u", Given.Now),
            };
            Assert.Null((await Receipts.CommitAsync(await Receipts.LoadAsync(id), new(receipt, null), System, null)).Problem);
        }

        public async Task<Outcome<Loaded<Replay>>> CommitAsync(string id, string consumer) =>
            await Replays.CommitAsync(
                await Replays.LoadAsync(id),
                StartReplay.Begin(id, new(consumer, Year), Officer, Time.Now),
                Officer,
                null
            );

        public async Task<string> StartAsync() => (await CommitAsync("replay", First)).Value.Id;

        public Task StepAsync(string id, int step) => Steps.StepAsync(id, step, default);

        public string Message(string id, int step) =>
            Json.Write(
                new Envelope(
                    $"replay|{id}|{step}",
                    MessageNames.ReplayStepDue,
                    id,
                    step,
                    Time.Now,
                    global::System.Text.Json.JsonSerializer.SerializeToElement(new ReplayStepDue(id, step), Json.Options),
                    null
                )
            );

        public async Task<Replay> ReplayAsync(string id) => (await Replays.LoadAsync(id)).State!;

        public async Task<Replay> RunAsync(string id)
        {
            var queue = Client(Queue);
            while ((await queue.ReceiveMessageAsync()).Value is { } message)
            {
                await Steps.Run(message, default);
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            }
            return await ReplayAsync(id);
        }

        public async Task LoseMessagesAsync() => await Client(Queue).ClearMessagesAsync();

        public async Task<IReadOnlyList<Envelope>> HeardAsync(string queue)
        {
            var received = new List<Envelope>();
            while ((await Client(queue).ReceiveMessagesAsync(32)).Value is { Length: > 0 } messages)
                received.AddRange(messages.Select(m => Json.Read<Envelope>(m.MessageText)));
            return received;
        }

        private QueueClient Client(string queue) => new(connection, queue, new() { MessageEncoding = QueueMessageEncoding.Base64 });
    }
}
