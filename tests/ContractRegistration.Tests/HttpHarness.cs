using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Parties;
using TechTransfer.ContractRegistration.Receipts;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.Hosting;
using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.Storage;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests;

/// <summary>An answer of a function.</summary>
public sealed record Reply(int Status, string? Tag, JsonNode? Json, byte[] Bytes)
{
    public string? Code => (string?)Json?["code"];

    /// <summary>Path and code of every field that a problem names.</summary>
    public IReadOnlyList<(string Path, string Code)> Errors => [.. (Json?["errors"]?.AsArray() ?? []).Select(e => ((string)e!["path"]!, (string)e["code"]!))];

    public string Id => (string)Json!["id"]!;

    public string? Location { get; init; }
}

/// <summary>The real functions on real tables of random names, called without a server.</summary>
public sealed class HttpHarness
{
    private static readonly IServiceProvider Logging = new ServiceCollection().AddLogging().BuildServiceProvider();
    private static readonly Caller System = Caller.System();
    private int sent;

    private readonly string app;

    private HttpHarness(string app, AppStorage storage, TestTime time, string queue)
    {
        (this.app, Storage, Time, Queue) = (app, storage, time, queue);
        Lists = new(storage);
        Accounts = new(storage);
        Documents = new(storage);
        Cases = new(storage, new("case") { HoldsPersons = true, Lists = CaseLists.Of }, time, NullLogger<AggregateStore<RegistrationCase>>.Instance);
        Named = new(Cases, Accounts);
        Receipts = Store(Accounts);
        Sweeper = new(storage, [Receipts], new(storage, time, NullLogger<SetAsides>.Instance), [], time);
        var reads = new ReadLog(Lists, time);
        var commands = new Commands<RegistrationCase>(Cases, CaseKind.Commands);
        Functions = new(new(Receipts, ReceiptKind.Commands), Receipts, Named, Documents, time);
        List = new(Cases, Receipts, Lists);
        Contracts = new(Lists);
        History = new(Cases);
        Income = new(Cases, Receipts, Accounts, Given.Rules);
        Papers = new(commands, Cases, Documents, reads, Given.Rules, time);
        Reads = new(Cases, Lists);
        Directory = new AggregateStore<DirectoryParty>(storage, PartyKind.Kind, time, NullLogger<AggregateStore<DirectoryParty>>.Instance);
        CaseFunctions = new(commands, new(Lists), new(Directory, time), reads, Given.Rules, time);
    }

    public AppStorage Storage { get; }
    public TestTime Time { get; }
    public string Queue { get; }
    public Lists Lists { get; }
    public Accounts Accounts { get; }
    public DocumentStore Documents { get; }
    public AggregateStore<RegistrationCase> Cases { get; }
    public AggregateStore<DirectoryParty> Directory { get; }
    public NamedContracts Named { get; }
    public AggregateStore<Receipt> Receipts { get; }
    public Sweeper Sweeper { get; }
    public ReceiptFunctions Functions { get; }
    public ListReceipts List { get; }
    public ListContracts Contracts { get; }
    public ReadHistory History { get; }
    public ContractIncome Income { get; }
    public AttachmentFunctions Papers { get; }
    public ListReads Reads { get; }
    public CaseFunctions CaseFunctions { get; }

    public static async Task<HttpHarness> NewAsync(Action<ClientOptions>? configure = null)
    {
        var app = $"t{Ids.Sha256(Path.GetRandomFileName())[..12]}";
        var queue = $"{app}-inbox";
        var storage = await OpenAsync(app, queue, configure);
        await storage.CreateMissingAsync([queue]);
        return new(app, storage, new(Given.Now), queue);
    }

    /// <summary>The same tables through another pipeline.</summary>
    public Task<AppStorage> OpenAgainAsync(Action<ClientOptions> configure) => OpenAsync(app, Queue, configure);

    private static async Task<AppStorage> OpenAsync(string app, string queue, Action<ClientOptions>? configure)
    {
        var connection = await AzuriteServer.ConnectionStringAsync();
        return AppStorage.Open(app, name => name == "AzureWebJobsStorage" ? connection : null, configure,
            new Dictionary<string, IReadOnlyList<string>> { [MessageNames.ReceiptConfirmed] = [queue], [MessageNames.ReceiptRefunded] = [queue], [MessageNames.CaseNotice] = [queue] });
    }

    /// <summary>A store of receipts, with another's bookings if need be.</summary>
    public AggregateStore<Receipt> Store(Accounts accounts) =>
        new(Storage, ReceiptKind.Of(new BookReceipt(new(Cases, accounts), accounts)), Time, NullLogger<AggregateStore<Receipt>>.Instance);

    /// <summary>Puts a case in a state under an id of its own.</summary>
    public async Task<string> PutAsync(RegistrationCase state, string? id = null)
    {
        id ??= Ids.Derive("test", Path.GetRandomFileName());
        var before = await Cases.LoadAsync(id);
        var committed = await Cases.CommitAsync(before, new(state with { Id = id }, null), System, null);
        return committed.Value.Id;
    }

    public Task<Reply> RecordAsync(Caller caller, JsonNode body, string? key = null) => PostAsync(Functions.Record, caller, "/api/receipts", body, key: key);

    public Task<Reply> ConfirmAsync(Caller caller, string id, string? tag) => PostAsync((r, c) => Functions.Confirm(r, id, c), caller, $"/api/receipts/{id}/confirm", null, tag);

    public Task<Reply> RefundAsync(Caller caller, string id, string? tag, JsonNode body) => PostAsync((r, c) => Functions.Refund(r, id, c), caller, $"/api/receipts/{id}/refund", body, tag);

    public Task<Reply> WithdrawAsync(Caller caller, string id, string? tag) => PostAsync((r, c) => Functions.Withdraw(r, id, c), caller, $"/api/receipts/{id}/withdraw", null, tag);

    public Task<Reply> SettleAsync(Caller caller, string id, string? tag) => PostAsync((r, c) => Functions.Settle(r, id, c), caller, $"/api/receipts/{id}/settle", null, tag);

    public Task<Reply> GetReceiptAsync(Caller caller, string id) => CallAsync((r, c) => Functions.Get(r, id, c), caller, "GET", $"/api/receipts/{id}");

    public Task<Reply> ListAsync(Caller caller, string query) => CallAsync(List.List, caller, "GET", $"/api/receipts?{query}");

    public Task<Reply> IncomeAsync(Caller caller, string id, string? receipt = null) =>
        CallAsync((r, c) => Income.Get(r, id, c), caller, "GET", $"/api/contracts/{id}/income{(receipt is null ? "" : $"?receipt={receipt}")}");

    public Task<Reply> AttachAsync(Caller caller, string id, string? tag, Stream content, string query) =>
        CallAsync((r, c) => Papers.Attach(r, id, c), caller, "POST", $"/api/contracts/{id}/attachments?{query}", content, "application/octet-stream", tag);

    public Task<Reply> AttachToReceiptAsync(Caller caller, string id, string? tag, byte[] content, string query) =>
        CallAsync((r, c) => Functions.Attach(r, id, c), caller, "POST", $"/api/receipts/{id}/attachments?{query}", new MemoryStream(content), "application/octet-stream", tag);

    public Task<Reply> PostAsync(Func<HttpRequest, CancellationToken, Task<IResult>> function, Caller caller, string path, JsonNode? body, string? tag = null, string? key = null) =>
        CallAsync(function, caller, "POST", path, new MemoryStream(Encoding.UTF8.GetBytes((body ?? new JsonObject()).ToJsonString())), "application/json", tag, key);

    /// <summary>The messages that wait for consumers.</summary>
    public async Task<IReadOnlyList<Envelope>> MessagesAsync()
    {
        var queue = new QueueClient(await AzuriteServer.ConnectionStringAsync(), Queue, new() { MessageEncoding = QueueMessageEncoding.Base64 });
        var messages = await queue.ReceiveMessagesAsync(32);
        return [.. messages.Value.Select(m => Json.Read<Envelope>(m.MessageText))];
    }

    public async Task<Reply> CallAsync(Func<HttpRequest, CancellationToken, Task<IResult>> function, Caller caller, string method, string path,
        Stream? body = null, string? mediaType = null, string? tag = null, string? key = null)
    {
        var http = new DefaultHttpContext { RequestServices = Logging };
        http.Features.Set(caller);
        var request = http.Request;
        var parts = path.Split('?', 2);
        (request.Method, request.Path) = (method, parts[0]);
        if (parts.Length == 2) request.QueryString = new("?" + parts[1]);
        request.Headers.AcceptLanguage = "en";
        if (method is "POST" or "PUT") request.Headers["Idempotency-Key"] = key ?? $"k{Interlocked.Increment(ref sent)}-{Path.GetRandomFileName()}";
        if (tag is not null) request.Headers.IfMatch = tag;
        if (body is not null) (request.Body, request.ContentType) = (body, mediaType);
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        try
        {
            await (await function(request, CancellationToken.None)).ExecuteAsync(http);
        }
        catch (ProblemException exception)
        {
            // What the middleware makes of it in the app.
            await new ProblemResult(exception.Problem).ExecuteAsync(http);
        }
        var isJson = http.Response.ContentType?.Contains("json", StringComparison.Ordinal) == true;
        return new(http.Response.StatusCode, http.Response.Headers.ETag, isJson ? JsonNode.Parse(answer.ToArray()) : null, answer.ToArray()) { Location = http.Response.Headers.Location };
    }
}
