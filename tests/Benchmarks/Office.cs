using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TechTransfer.ContractRegistration;
using TechTransfer.ContractRegistration.Attachments;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Parties;
using TechTransfer.ContractRegistration.Registration;
using TechTransfer.ContractRegistration.Rules;
using TechTransfer.ContractRegistration.Statistics;
using TechTransfer.Hosting;
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

namespace TechTransfer.Benchmarks;

/// <summary>
/// Calls the functions of the registration app directly on a real Azurite, without an HTTP server, to measure only the app.
/// </summary>
public sealed class Office
{
    private readonly ServiceProvider services;
    private readonly SampleContract sample = SampleFiles.Contract("C01", Today);

    private Office(string app, string connection, Action<ClientOptions>? configure, bool sends)
    {
        App = app;
        Queues = sends ? [.. Topics.Consumers.Values.SelectMany(q => q).Distinct().Select(Own)] : [];
        var consumers = Topics.Consumers.ToDictionary(t => t.Key, t => (IReadOnlyList<string>)(sends ? [.. t.Value.Select(Own)] : []));
        Storage = AppStorage.Open(app, name => name == "AzureWebJobsStorage" ? connection : null, configure, consumers);
        var collection = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Storage)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(RuleBook.Load())
            .AddSingleton<NumberSeries>()
            .AddSingleton<Lists>()
            .AddSingleton<Counters>()
            .AddSingleton<FrozenFigures>()
            .AddSingleton<DocumentStore>()
            .AddSingleton<SetAsides>()
            .AddSingleton<FreezeMonths>()
            .AddAggregates(ContractSetup.Of)
            .AddSingleton(services =>
                ContractSetup.CommandsOf(services.GetRequiredService<RuleBook>(), services.GetRequiredService<TimeProvider>())
            )
            .AddSingleton<Commands<Contract>>()
            .AddSingleton<SameText>()
            .AddSingleton<LinkedContracts>()
            .AddSingleton<OtherFilings>()
            .AddSingleton<ReadLog>()
            .AddParties()
            .AddSingleton<StatisticsReader>();
        services = collection.BuildServiceProvider();
    }

    public static DateOnly Today { get; } = new(2026, 6, 15);

    public string App { get; }

    /// <summary>A fixed clock, so that two contracts differ only in their ids.</summary>
    public TestTime Time { get; } = new(new(Today, new TimeOnly(1, 0), TimeSpan.Zero));

    public AppStorage Storage { get; }

    public IReadOnlyList<string> Queues { get; }

    public AggregateStore<Contract> Contracts => Get<AggregateStore<Contract>>();

    public FreezeMonths FreezeMonths => Get<FreezeMonths>();

    public static async Task<Office> NewAsync(Action<ClientOptions>? configure = null)
    {
        var app = $"b{Ids.Sha256(Path.GetRandomFileName())[..12]}";
        var unwatched = new Office(app, await AzuriteServer.ConnectionStringAsync(), null, sends: true);
        await unwatched.Storage.CreateMissingAsync(unwatched.Queues);
        return new(app, await AzuriteServer.ConnectionStringAsync(), configure, sends: true);
    }

    /// <summary>Works on the same tables without counting calls and without sending messages, to fill them quickly.</summary>
    public async Task<Office> BehindTheCounterAsync() => new(App, await AzuriteServer.ConnectionStringAsync(), null, sends: false);

    public JsonObject Content(string title)
    {
        var content = sample.Content.DeepClone().AsObject();
        content["title"] = title;
        return content;
    }

    public Task<Reply> DraftAsync(string title, string key) =>
        CallAsync(sample.FiledBy, "POST", "/api/contracts", r => Operation<Draft>().Run(r, default), SentBody.Of(Content(title)), key: key);

    public Task<Reply> ReplaceAsync(Reply before, string title) =>
        CallAsync(
            sample.FiledBy,
            "PUT",
            $"/api/contracts/{before.Id}",
            r => Operation<Replace>().Run(r, before.Id, default),
            SentBody.Of(Content(title)),
            before.Tag
        );

    /// <summary><paramref name="attachment"/> is the index among the sample's attachments. Returns the contract's new ETag.</summary>
    public async Task<string> AttachAsync(string id, string tag, int attachment)
    {
        var (kind, name) = sample.Attachments[attachment];
        var answer = await CallAsync(
            sample.FiledBy,
            "POST",
            $"/api/contracts/{id}/attachments?kind={kind}&name={Uri.EscapeDataString(name)}",
            r => Operation<Attach>().Run(r, id, default),
            SentBody.Of(SamplePdf.With($"{attachment}"), "application/pdf"),
            tag
        );
        return answer.Tag!;
    }

    public int AttachmentCount => sample.Attachments.Count;

    public Task<Reply> SubmitAsync(string id, string tag) =>
        ActAsync(sample.FiledBy, id, tag, "submit", r => Operation<Submit>().Run(r, id, default));

    public Task<Reply> AcceptAsync(string id, string tag) =>
        ActAsync("registrar-a", id, tag, "accept", r => Operation<Accept>().Run(r, id, default));

    public Task<Reply> AssessAsync(string id, string tag) =>
        ActAsync("registrar-b", id, tag, "assess", r => Operation<Assess>().Run(r, id, default), sample.Assessment);

    public Task<Reply> RegisterAsync(string id, string tag) =>
        ActAsync("registrar-b", id, tag, "register", r => Operation<Register>().Run(r, id, default));

    public Task<Reply> ReadAsync(string id) =>
        CallAsync("registrar-a", "GET", $"/api/contracts/{id}", r => Operation<GetContract>().Run(r, id, default));

    public Task<Reply> HistoryAsync(string id) =>
        CallAsync("registrar-a", "GET", $"/api/contracts/{id}/history", r => Operation<ReadHistory>().Run(r, id, default));

    public Task<Reply> ListAsync(string query) =>
        CallAsync("registrar-a", "GET", $"/api/contracts{query}", r => Operation<ListContracts>().Run(r, default));

    public Task<Reply> StatisticsAsync(string query) =>
        CallAsync("registrar-a", "GET", $"/api/statistics{query}", r => Operation<GetStatistics>().Run(r, default));

    /// <summary>
    /// Takes a contract from draft to registration number and returns its id. Each step runs through <paramref name="through"/>, which gets
    /// the step's name, must run the step and returns its ETag.
    /// </summary>
    public async Task<string> LifeAsync(string title, Func<string, Func<Task<string>>, Task<string>>? through = null)
    {
        through ??= (_, run) => run();
        Reply draft = null!;
        await through("file a draft", async () => (draft = await DraftAsync(title, Ids.Sha256(title))).Tag!);
        var tag = await through("replace a draft", async () => (await ReplaceAsync(draft, title)).Tag!);
        for (var index = 0; index < AttachmentCount; index++)
        {
            var (before, which) = (tag, index);
            // Measure only the last attachment.
            tag =
                index < AttachmentCount - 1
                    ? await AttachAsync(draft.Id, before, which)
                    : await through("upload an attachment", () => AttachAsync(draft.Id, before, which));
        }
        tag = await through("submit", async () => (await SubmitAsync(draft.Id, tag)).Tag!);
        tag = await through("accept", async () => (await AcceptAsync(draft.Id, tag)).Tag!);
        tag = await through("assess", async () => (await AssessAsync(draft.Id, tag)).Tag!);
        await through("register", async () => (await RegisterAsync(draft.Id, tag)).Tag!);
        return draft.Id;
    }

    public static Caller Caller(string name)
    {
        var user = SampleFiles.User(name);
        return new(user.Sub, user.DisplayName, user.Roles.Select(r => Enum.Parse<Role>(r, ignoreCase: true)).ToHashSet(), user.Org);
    }

    private string Own(string queue) => $"{App}-{queue}";

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    private T Operation<T>() => ActivatorUtilities.CreateInstance<T>(services);

    private static Task<Reply> ActAsync(
        string user,
        string id,
        string tag,
        string action,
        Func<HttpRequest, Task<IResult>> function,
        JsonNode? body = null
    ) => CallAsync(user, "POST", $"/api/contracts/{id}/{action}", function, body is null ? null : SentBody.Of(body), tag);

    private static async Task<Reply> CallAsync(
        string user,
        string method,
        string path,
        Func<HttpRequest, Task<IResult>> function,
        SentBody? body = null,
        string? tag = null,
        string? key = null
    )
    {
        var reply = await FunctionCall.SendAsync((request, _) => function(request), Caller(user), method, path, body, tag, key);
        return reply.Status is 200 or 201
            ? reply
            : throw new InvalidOperationException($"{method} {path}: {reply.Status} {Encoding.UTF8.GetString(reply.Bytes)}");
    }
}
