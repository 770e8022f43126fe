using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TechTransfer.Kernel;
using TechTransfer.Testing;

namespace TechTransfer.Hosting.Tests.App;

/// <summary>An app of its own: a real host on a free port, with tables of a random name on the shared Azurite.</summary>
public sealed class ThingApp : IAsyncDisposable
{
    /// <summary>Whose things are whose.</summary>
    public const string U1 = "12500000MB00000001", U2 = "12500000MB00000002";

    private static readonly Type[] Classes = [typeof(ThingFunctions), typeof(ProbeFunctions), typeof(HealthFunctions), typeof(SweepFunctions), typeof(WatchFunctions)];
    private static readonly Lazy<Task<ThingApp>> Shared = new(() => StartAsync());
    private readonly IHost host;

    private ThingApp(string name, IHost host, RecordedLogs logs)
    {
        (Name, this.host, Logs) = (name, host, logs);
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new() { BaseAddress = new(address) };
    }

    public static TestKey Key { get; } = new();

    public string Name { get; }
    public RecordedLogs Logs { get; }
    public HttpClient Client { get; }
    public IServiceProvider Services => host.Services;
    public string Queue => $"{Name}-inbox";

    /// <summary>A token of the office of the first organisation; a subject of its own, unless one is named.</summary>
    public static string Office(string? subject = null, string organisation = U1) => Key.Token(subject ?? Random(), "office", organisation);

    public static string Random() => Ids.Sha256(Path.GetRandomFileName())[..12];

    /// <summary>The app that most tests share.</summary>
    public static Task<ThingApp> SharedAsync() => Shared.Value;

    public static async Task<ThingApp> StartAsync(string? name = null, string? connection = null, string environment = "Development", IEnumerable<Type>? classes = null, params string[] args)
    {
        name ??= $"t{Random()}";
        var logs = new RecordedLogs();
        var builder = Builder(name, connection ?? await AzuriteServer.ConnectionStringAsync(), environment, classes ?? Classes, args);
        builder.Logging.ClearProviders().AddProvider(logs);
        var host = builder.Build();
        await host.StartAsync();
        return new(name, host, logs);
    }

    private static FunctionsApplicationBuilder Builder(string name, string connection, string environment, IEnumerable<Type> classes, string[] args)
    {
        var signIn = args.Any(a => a.StartsWith("--SignIn:", StringComparison.Ordinal)) ? args : [.. args, "--SignIn:LocalKeyFile", Key.File];
        var builder = FunctionApp.Extend(
            FunctionsApplication.CreateBuilder(["--port", "0", "--environment", environment, "--AzureWebJobsStorage", connection, .. signIn], classes),
            new(name, new("物品", "Things"), Reads: [$"{name}-inbox"], SendsTo: []), new(classes));
        builder.Services.AddAggregates<Thing>(Thing.Kind);
        builder.Services.AddSingleton(Thing.Commands);
        builder.Services.AddSingleton<Commands<Thing>>();
        return builder;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, string? json = null, string? key = null, string? ifMatch = null,
        string? language = null, HttpContent? content = null, Action<HttpRequestHeaders>? headers = null, CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(method, $"/api/{path}");
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (content is not null) request.Content = content;
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (language is not null) request.Headers.TryAddWithoutValidation("Accept-Language", language);
        headers?.Invoke(request.Headers);
        return await Client.SendAsync(request, cancellation);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token = null, string? language = null) => SendAsync(HttpMethod.Get, path, token, language: language);

    public Task<HttpResponseMessage> PostAsync(string path, string? token, string? json = null, string? key = null, string? ifMatch = null) =>
        SendAsync(HttpMethod.Post, path, token, json, key, ifMatch);

    /// <summary>A new thing; the path under which it is read.</summary>
    public async Task<string> CreateAsync(string token, string json = """{"title":"泵","price":12.50}""")
    {
        using var created = await PostAsync("things", token, json, Random());
        Assert.Equal(System.Net.HttpStatusCode.Created, created.StatusCode);
        return created.Headers.Location!.ToString()["/api/".Length..];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
