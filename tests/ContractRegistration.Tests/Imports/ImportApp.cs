using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Exports;
using TechTransfer.ContractRegistration.Imports;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;
using TechTransfer.Messages;
using TechTransfer.Storage;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;
using TechTransfer.Storage.Steps;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests.Imports;

/// <summary>The app's import services on the shared Azurite, with random names for tables and queues.</summary>
internal sealed class ImportApp
{
    private readonly QueueClient queue;

    private ImportApp(string app, string connection, TestTime time, Action<ClientOptions>? configure)
    {
        (App, Time) = (app, time);
        Queue = $"{app}-imports";
        Storage = TestStorage.Open(
            app,
            connection,
            configure,
            new Dictionary<string, IReadOnlyList<string>>
            {
                [MessageNames.ImportStepDue] = [Queue],
                [MessageNames.ContractRegistered] = [$"{app}-rewards"],
            }
        );
        Numbers = new(Storage);
        Documents = new(Storage);
        Lists = new(Storage);
        var services = new ServiceCollection().AddSingleton(Given.Rules).AddSingleton(Numbers).BuildServiceProvider();
        Contracts = new(Storage, ContractSetup.Of(services), time, NullLogger<AggregateStore<Contract>>.Instance);
        Imports = new(Storage, ImportSetup.Of(services), time, NullLogger<AggregateStore<ImportJob>>.Instance);
        Asides = new(Storage, time, NullLogger<SetAsides>.Instance);
        Rows = new(Contracts, Numbers, Given.Rules, Asides, time);
        Runner = new(Imports, ImportSetup.Job, Storage, Asides, time, NullLogger<StepRunner<ImportJob>>.Instance);
        Steps = new(Runner, Imports, Rows, Documents, new(Storage), time);
        Start = new(Imports, Documents, time);
        Export = new(Lists, Contracts);
        queue = new(connection, Queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
    }

    public string App { get; }
    public string Queue { get; }
    public TestTime Time { get; }
    public AppStorage Storage { get; }
    public NumberSeries Numbers { get; }
    public DocumentStore Documents { get; }
    public Lists Lists { get; }
    public AggregateStore<Contract> Contracts { get; }
    public AggregateStore<ImportJob> Imports { get; }
    public SetAsides Asides { get; }
    public RowImport Rows { get; }
    public StepRunner<ImportJob> Runner { get; }
    public ImportSteps Steps { get; }
    public StartImport Start { get; }
    public RegisteredContracts Export { get; }
    public Sweeper Sweeper => new(Storage, [Contracts, Imports], Asides, [Steps], Time);

    public static async Task<ImportApp> NewAsync()
    {
        var app = await OpenAsync(TestStorage.NewName(), new(Given.Now));
        await app.Storage.CreateMissingAsync([app.Queue, $"{app.App}-rewards"]);
        return app;
    }

    public Task<ImportApp> AgainAsync(Action<ClientOptions> configure) => OpenAsync(App, Time, configure);

    public Task<Outcome<Loaded<ImportJob>>> StartAsync(
        Sheet sheet,
        ImportMode mode = ImportMode.Drafts,
        Caller? caller = null,
        string key = "k"
    ) => StartAsync(sheet.Csv(), mode, caller, key);

    public async Task<Outcome<Loaded<ImportJob>>> StartAsync(
        byte[] file,
        ImportMode mode = ImportMode.Drafts,
        Caller? caller = null,
        string key = "k"
    )
    {
        using var stream = new MemoryStream(file);
        caller ??= mode == ImportMode.Drafts ? Given.Filer : Given.RegistrarA;
        var sha256 = Ids.Sha256(file);
        return await Start.TakeInAsync(mode, stream, sha256, caller, new(caller.Subject, "POST /api/imports", key, sha256), default);
    }

    /// <summary>Processes messages like the host until the queue is empty; returns how many there were.</summary>
    public async Task<int> DrainAsync()
    {
        for (var count = 0; ; count++)
        {
            var message = await queue.ReceiveMessageAsync();
            if (message.Value is not { } received)
                return count;
            await Steps.Run(received, default);
            await queue.DeleteMessageAsync(received.MessageId, received.PopReceipt);
        }
    }

    /// <summary>Simulates a process that died after it had received all messages: they stay invisible for a long time.</summary>
    public async Task LoseMessagesAsync() => await queue.ClearMessagesAsync();

    public async Task<ImportJob> JobAsync(string id) => (await Imports.LoadAsync(id)).State!;

    public async Task<(ImportJob Job, IReadOnlyList<RowReport> Rows)> RunAsync(
        Sheet sheet,
        ImportMode mode = ImportMode.Drafts,
        Caller? caller = null,
        string key = "k"
    )
    {
        var started = await StartAsync(sheet, mode, caller, key);
        await DrainAsync();
        return await ResultAsync(started.Value.Id);
    }

    public async Task<(ImportJob Job, IReadOnlyList<RowReport> Rows)> ResultAsync(string id)
    {
        var job = await JobAsync(id);
        var rows = new List<RowReport>();
        for (var part = 0; part < job.Reports.Count; part++)
            rows.AddRange(await Steps.ReportAsync(job, part, default));
        return (job, rows);
    }

    public async Task<IReadOnlyList<ContractSummary>> ListAsync(string list)
    {
        var items = new List<ContractSummary>();
        string? cursor = null;
        do
        {
            var page = (await Lists.ReadAsync(list, 200, cursor)).Value;
            items.AddRange(page.Items.Select(i => Json.Read<ContractSummary>(i.GetRawText())));
            cursor = page.Cursor;
        } while (cursor is not null);
        return items;
    }

    private static async Task<ImportApp> OpenAsync(string app, TestTime time, Action<ClientOptions>? configure = null) =>
        new(app, await AzuriteServer.ConnectionStringAsync(), time, configure);
}
