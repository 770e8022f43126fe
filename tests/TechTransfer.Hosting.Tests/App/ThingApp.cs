using System.Net.Http.Headers;
using System.Text;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.Hosting.Commands;
using TechTransfer.Hosting.Health;
using TechTransfer.Hosting.Routes;
using TechTransfer.Hosting.Watch;
using TechTransfer.Kernel;
using TechTransfer.LocalHost;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.Hosting.Tests.App;

/// <summary>A test app with a real host on a free port, and tables with a random name on the shared Azurite.</summary>
public sealed class ThingApp : IAsyncDisposable
{
    public const string U1 = "12500000MB00000001",
        U2 = "12500000MB00000002";

    private static readonly Type[] Classes =
    [
        typeof(ThingFunctions),
        typeof(ProbeFunctions),
        typeof(HealthFunctions),
        typeof(SweepFunctions),
        typeof(WatchFunctions),
        typeof(UnknownRoute),
    ];
    private static readonly Lazy<Task<ThingApp>> Shared = new(() => StartAsync());
    private readonly FunctionsHost host;

    private ThingApp(string name, FunctionsHost host, IServiceProvider services, RecordedLogs logs)
    {
        (Name, this.host, Services, Logs) = (name, host, services, logs);
        Client = new() { BaseAddress = host.Address };
    }

    public static TestKey Key { get; } = new();

    public string Name { get; }
    public RecordedLogs Logs { get; }
    public HttpClient Client { get; }
    public IServiceProvider Services { get; }
    public IReadOnlyList<string> Routes => host.Routes;
    public string Queue => $"{Name}-inbox";

    /// <summary>A token with the office role for an organisation, with a random subject unless one is given.</summary>
    public static string Office(string? subject = null, string organisation = U1) => Key.Token(subject ?? Random(), "office", organisation);

    public static string Random() => Ids.Sha256(Path.GetRandomFileName())[..12];

    public static Task<ThingApp> SharedAsync() => Shared.Value;

    public static async Task<ThingApp> StartAsync(
        string? name = null,
        string? connection = null,
        string environment = "Development",
        IEnumerable<Type>? classes = null,
        params string[] args
    )
    {
        name ??= $"t{Random()}";
        var logs = new RecordedLogs();
        connection ??= await AzuriteServer.ConnectionStringAsync();
        classes ??= Classes;
        var signIn = args.Any(a => a.StartsWith("--SignIn:", StringComparison.Ordinal))
            ? args
            : [.. args, "--SignIn:LocalKeyFile", Key.File];
        string[] arguments = ["--AzureWebJobsStorage", connection, .. signIn];
        InProcessWorker? worker = null;
        var host = await FunctionsHost.StartAsync(
            new(InProcessWorker.Folder)
            {
                Settings = new Dictionary<string, string>(Settings(arguments)) { ["AzureFunctionsWebHost__hostid"] = name },
                Worker = async start =>
                    worker = await InProcessWorker.StartAsync(start, a => Builder(name, environment, classes, logs, a), arguments),
            },
            NullLoggerProvider.Instance
        );
        return new(name, host, worker!.Host.Services, logs);
    }

    // Converts the arguments of the app (<c>--A:B value</c>) into settings of its host (<c>A__B</c>).
    private static IEnumerable<KeyValuePair<string, string>> Settings(string[] arguments) =>
        arguments.Chunk(2).Select(pair => KeyValuePair.Create(pair[0][2..].Replace(":", "__", StringComparison.Ordinal), pair[1]));

    private static FunctionsApplicationBuilder Builder(
        string name,
        string environment,
        IEnumerable<Type> classes,
        RecordedLogs logs,
        string[] args
    )
    {
        var worker = FunctionsApplication.CreateBuilder(args);
        worker.Environment.EnvironmentName = environment;
        var builder = FunctionApp.Extend(worker, new(name, new("物品", "Things"), Reads: [$"{name}-inbox"], SendsTo: []), new(classes));
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Services.AddSingleton<IFunctionMetadataProvider>(new FunctionsOfClasses(classes));
        builder.Services.AddAggregates<Thing>(Thing.Kind);
        builder.Services.AddSingleton(Thing.Commands);
        builder.Services.AddSingleton<Commands<Thing>>();
        return builder;
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string? token,
        string? json = null,
        string? key = null,
        string? ifMatch = null,
        string? language = null,
        HttpContent? content = null,
        Action<HttpRequestHeaders>? headers = null,
        CancellationToken cancellation = default
    )
    {
        using var request = new HttpRequestMessage(method, $"/api/{path}");
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (content is not null)
            request.Content = content;
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (language is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        headers?.Invoke(request.Headers);
        return await Client.SendAsync(request, cancellation);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token = null, string? language = null) =>
        SendAsync(HttpMethod.Get, path, token, language: language);

    public Task<HttpResponseMessage> PostAsync(
        string path,
        string? token,
        string? json = null,
        string? key = null,
        string? ifMatch = null
    ) => SendAsync(HttpMethod.Post, path, token, json, key, ifMatch);

    public async Task<string> CreateAsync(string token, string json = """{"title":"泵","price":12.50}""")
    {
        using var created = await PostAsync("things", token, json, Random());
        Assert.Equal(System.Net.HttpStatusCode.Created, created.StatusCode);
        return created.Headers.Location!.ToString()["/api/".Length..];
    }

    /// <summary>Overwrites the state of a thing with invalid text, and leaves a marker for the sweeper.</summary>
    public async Task SpoilAsync(string path, string text)
    {
        var id = path.Split('/')[^1];
        var tables = new TableServiceClient(await AzuriteServer.ConnectionStringAsync());
        await tables
            .GetTableClient($"{Name}Aggregates")
            .UpdateEntityAsync(
                new TableEntity($"thing|{id}", "state") { ["Body0"] = text, ["BodyParts"] = 1 },
                Azure.ETag.All,
                TableUpdateMode.Merge
            );
        await tables
            .GetTableClient($"{Name}Pending")
            .AddEntityAsync(
                new TableEntity("marker|0", $"{1:D19}|thing|{id}|0000000001|x")
                {
                    ["Kind"] = "thing",
                    ["Aggregate"] = id,
                    ["Version"] = 1L,
                    ["Attempt"] = "x",
                    ["At"] = DateTimeOffset.UnixEpoch,
                    ["Reservations"] = "[]",
                }
            );
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.DisposeAsync();
    }
}
