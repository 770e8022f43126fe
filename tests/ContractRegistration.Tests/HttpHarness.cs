using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Parties;
using TechTransfer.ContractRegistration.Receipts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Hosting.Commands;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Messages;
using TechTransfer.Storage;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.ContractRegistration.Tests;

/// <summary>The app's real functions on real tables with random names, called without a web server.</summary>
public sealed class HttpHarness
{
    private static readonly Caller System = Caller.System();

    private readonly string app;
    private readonly ServiceProvider services;

    private HttpHarness(string app, AppStorage storage, TestTime time, string queue)
    {
        (this.app, Storage, Time, Queue) = (app, storage, time, queue);
        Lists = new(storage);
        Accounts = new(storage);
        Documents = new(storage);
        Contracts = new(
            storage,
            new("case") { HoldsPersons = true, Lists = state => ContractSetup.ListsOf(state, Given.Rules) },
            time,
            NullLogger<AggregateStore<Contract>>.Instance
        );
        Named = new(Contracts, Accounts);
        Receipts = Store(Accounts);
        Sweeper = new(storage, [Receipts], new(storage, time, NullLogger<SetAsides>.Instance), [], time);
        Directory = new AggregateStore<DirectoryParty>(
            storage,
            PartySetup.Aggregate,
            time,
            NullLogger<AggregateStore<DirectoryParty>>.Instance
        );
        services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(Given.Rules)
            .AddSingleton(Lists)
            .AddSingleton(Accounts)
            .AddSingleton(Documents)
            .AddSingleton(Contracts)
            .AddSingleton(ContractSetup.CommandsOf(Given.Rules, time))
            .AddSingleton<Commands<Contract>>()
            .AddSingleton(Receipts)
            .AddSingleton(ReceiptSetup.Commands)
            .AddSingleton<Commands<Receipt>>()
            .AddSingleton(Directory)
            .AddSingleton(Named)
            .AddSingleton(new SetAsides(storage, time, NullLogger<SetAsides>.Instance))
            .AddSingleton<SameText>()
            .AddSingleton<LinkedContracts>()
            .AddSingleton<OtherFilings>()
            .AddSingleton<ConfirmedZones>()
            .AddSingleton<ReadLog>()
            .BuildServiceProvider();
    }

    public AppStorage Storage { get; }
    public TestTime Time { get; }
    public string Queue { get; }
    public Lists Lists { get; }
    public Accounts Accounts { get; }
    public DocumentStore Documents { get; }
    public AggregateStore<Contract> Contracts { get; }
    public AggregateStore<DirectoryParty> Directory { get; }
    public NamedContracts Named { get; }
    public AggregateStore<Receipt> Receipts { get; }
    public Sweeper Sweeper { get; }

    public static async Task<HttpHarness> NewAsync(Action<ClientOptions>? configure = null)
    {
        var app = TestStorage.NewName();
        var queue = $"{app}-inbox";
        var storage = await OpenAsync(app, queue, configure);
        await storage.CreateMissingAsync([queue]);
        return new(app, storage, new(Given.Now), queue);
    }

    public Task<AppStorage> OpenAgainAsync(Action<ClientOptions> configure) => OpenAsync(app, Queue, configure);

    private static Task<AppStorage> OpenAsync(string app, string queue, Action<ClientOptions>? configure) =>
        TestStorage.OpenAsync(
            app,
            configure,
            new Dictionary<string, IReadOnlyList<string>>
            {
                [MessageNames.ReceiptConfirmed] = [queue],
                [MessageNames.ReceiptRefunded] = [queue],
                [MessageNames.NotificationMessage] = [queue],
            }
        );

    /// <summary>A store of receipts that books to the given accounts, which may be faulty.</summary>
    public AggregateStore<Receipt> Store(Accounts accounts) =>
        new(
            Storage,
            ReceiptSetup.Of(new BookReceipt(new(Contracts, accounts), accounts)),
            Time,
            NullLogger<AggregateStore<Receipt>>.Instance
        );

    public T Operation<T>() => ActivatorUtilities.CreateInstance<T>(services);

    public async Task<string> PutAsync(Contract state, string? id = null)
    {
        id ??= Ids.Derive("test", Path.GetRandomFileName());
        var before = await Contracts.LoadAsync(id);
        var committed = await Contracts.CommitAsync(before, new(state with { Id = id }, null), System, null);
        return committed.Value.Id;
    }

    public Task<Reply> RecordAsync(Caller caller, JsonNode body, string? key = null) =>
        FunctionCall.PostAsync(Operation<RecordReceipt>().Run, caller, "/api/receipts", body, key: key);

    public Task<Reply> ConfirmAsync(Caller caller, string id, string? tag) =>
        FunctionCall.PostAsync((r, c) => Operation<ConfirmReceipt>().Run(r, id, c), caller, $"/api/receipts/{id}/confirm", null, tag);

    public Task<Reply> RefundAsync(Caller caller, string id, string? tag, JsonNode body) =>
        FunctionCall.PostAsync((r, c) => Operation<RefundReceipt>().Run(r, id, c), caller, $"/api/receipts/{id}/refund", body, tag);

    public Task<Reply> WithdrawAsync(Caller caller, string id, string? tag) =>
        FunctionCall.PostAsync((r, c) => Operation<WithdrawReceipt>().Run(r, id, c), caller, $"/api/receipts/{id}/withdraw", null, tag);

    public Task<Reply> SettleAsync(Caller caller, string id, string? tag) =>
        FunctionCall.PostAsync((r, c) => Operation<BookTechnicalParts>().Run(r, id, c), caller, $"/api/receipts/{id}/settle", null, tag);

    public Task<Reply> GetReceiptAsync(Caller caller, string id) =>
        FunctionCall.SendAsync((r, c) => Operation<GetReceipt>().Run(r, id, c), caller, "GET", $"/api/receipts/{id}");

    public Task<Reply> ListAsync(Caller caller, string query) =>
        FunctionCall.SendAsync(Operation<ListReceipts>().Run, caller, "GET", $"/api/receipts?{query}");

    public Task<Reply> IncomeAsync(Caller caller, string id, string? receipt = null) =>
        FunctionCall.SendAsync(
            (r, c) => Operation<GetContractIncome>().Run(r, id, c),
            caller,
            "GET",
            $"/api/contracts/{id}/income{(receipt is null ? "" : $"?receipt={receipt}")}"
        );

    public Task<Reply> AttachAsync(Caller caller, string id, string? tag, Stream content, string query) =>
        FunctionCall.SendAsync(
            (r, c) => Operation<Attach>().Run(r, id, c),
            caller,
            "POST",
            $"/api/contracts/{id}/attachments?{query}",
            new(content, "application/octet-stream"),
            tag
        );

    public Task<Reply> AttachToReceiptAsync(Caller caller, string id, string? tag, byte[] content, string query) =>
        FunctionCall.SendAsync(
            (r, c) => Operation<AttachToReceipt>().Run(r, id, c),
            caller,
            "POST",
            $"/api/receipts/{id}/attachments?{query}",
            SentBody.Of(content, "application/octet-stream"),
            tag
        );

    /// <summary>Receives the messages that were sent to consumers, at most 32.</summary>
    public async Task<IReadOnlyList<Envelope>> MessagesAsync()
    {
        var queue = new QueueClient(
            await AzuriteServer.ConnectionStringAsync(),
            Queue,
            new() { MessageEncoding = QueueMessageEncoding.Base64 }
        );
        var messages = await queue.ReceiveMessagesAsync(32);
        return [.. messages.Value.Select(m => Json.Read<Envelope>(m.MessageText))];
    }
}
