using System.Diagnostics;
using System.Reflection;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TechTransfer.Demo;
using TechTransfer.Hosting;
using TechTransfer.Hosting.SignIn;
using TechTransfer.LocalHost;
using TechTransfer.Messages;
using TechTransfer.Testing;
using TechTransfer.Testing.Apps;

namespace TechTransfer.EndToEnd.Kept;

/// <summary>
/// All apps inside this process, with a separate storage and a clock that the test controls. Timers only run when a test calls them.
/// </summary>
internal sealed class KeptSystem : IAsyncDisposable
{
    private static readonly (string Name, Assembly Assembly)[] Apps =
    [
        ("contracts", Assembly.Load("ContractRegistration")),
        ("rewards", Assembly.Load("RewardCalculation")),
        ("grants", Assembly.Load("OwnershipGrants")),
        ("certificates", Assembly.Load("Certificates")),
    ];

    private readonly IReadOnlyList<int> ports = FreePorts.Find();
    private readonly string keys;
    private readonly KeptClock clock;
    private readonly Process server;
    private readonly List<FunctionsHost> hosts = [];

    private KeptSystem(string keys, KeptClock clock, string connection, Process server)
    {
        (this.keys, this.clock, Connection, this.server) = (keys, clock, connection, server);
        Places = new(AddressOf(0), AddressOf(1), AddressOf(2), AddressOf(3), keys, "");
        Play = new(Places);
        Blobs = new(Connection);
        Queues = new(Connection, new() { MessageEncoding = QueueMessageEncoding.Base64 });
    }

    public static IEnumerable<string> Names => Apps.Select(a => a.Name);

    public static IEnumerable<string> QueueNames => Topics.Consumers.Values.SelectMany(q => q).Distinct().Order(StringComparer.Ordinal);

    public string Connection { get; }

    public PlayOptions Places { get; }

    public Play Play { get; }

    public BlobServiceClient Blobs { get; }

    public QueueServiceClient Queues { get; }

    public KeptClock Clock => clock;

    /// <param name="keys">Folder of the keys that the backup was made with.</param>
    public static async Task<KeptSystem> StartAsync(string keys, KeptClock clock)
    {
        var (connection, server) = await AzuriteServer.StartOwnAsync();
        var system = new KeptSystem(keys, clock, connection, server);
        await system.StartAppsAsync(hasListeners: true);
        return system;
    }

    public async Task RestartAsync(bool hasListeners)
    {
        await StopAsync();
        await StartAppsAsync(hasListeners);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Play.Dispose();
        server.Kill(entireProcessTree: true);
        server.Dispose();
    }

    private async Task StartAppsAsync(bool hasListeners)
    {
        foreach (var (index, app) in Apps.Index())
        {
            hosts.Add(
                await HostedInProcess.StartAsync(
                    app.Assembly,
                    SettingsOf(app.Assembly),
                    hasListeners,
                    ports[index],
                    services =>
                    {
                        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
                        // Tokens are signed and checked with the real time.
                        services.Replace(
                            ServiceDescriptor.Singleton(provider => new TokenValidation(
                                provider.GetRequiredService<SignInSettings>(),
                                TimeProvider.System
                            ))
                        );
                    }
                )
            );
        }
    }

    private async Task StopAsync()
    {
        foreach (var host in hosts)
            await host.DisposeAsync();
        hosts.Clear();
    }

    private Uri AddressOf(int app) => new($"http://127.0.0.1:{ports[app]}");

    private Dictionary<string, string> SettingsOf(Assembly app)
    {
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = Connection,
            ["BackupStorage"] = Connection,
            ["SignIn__LocalKeyFile"] = Path.Combine(keys, "signing.pub.pem"),
            ["PublicBaseUrl"] = AddressOf(3).ToString().TrimEnd('/'),
            ["VerificationSecretFile"] = Path.Combine(keys, "verification.secret"),
            ["SignatureKeyFile"] = Path.Combine(keys, "authority", "signing.pfx"),
            ["SignatureAnchorsFile"] = Path.Combine(keys, "authority", "authority.crt"),
            ["PersonsKeyFile"] = Path.Combine(keys, "persons.key"),
            ["HeadsKeyFile"] = Path.Combine(keys, "heads.key"),
            ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.200",
            ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:05",
            ["Logging__LogLevel__Default"] = "Error",
        };
        foreach (var timer in TimersOf(app).Concat(TimersOf(typeof(FunctionApp).Assembly)))
            settings[$"AzureWebJobs.{timer}.Disabled"] = "true";
        return settings;
    }

    private static IEnumerable<string> TimersOf(Assembly app) =>
        from type in app.GetTypes()
        from method in type.GetMethods()
        where
            method.GetParameters().Any(p => p.IsDefined(typeof(TimerTriggerAttribute), false))
            && method.IsDefined(typeof(FunctionAttribute), false)
        select method.GetCustomAttribute<FunctionAttribute>()!.Name;
}
