using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TechTransfer.Demo;
using TechTransfer.Testing;
using TechTransfer.Testing.Proxies;

namespace TechTransfer.Proof.Hosts;

/// <summary>Two instances of every app that share one Azurite in memory.</summary>
public sealed class TwoInstances : IAsyncDisposable
{
    /// <summary>
    /// How far the clock moves in one leap: more than the age at which markers are swept, and than the time that a message stays hidden
    /// after its reader died.
    /// </summary>
    public static readonly TimeSpan Leap = TimeSpan.FromMinutes(15);

    private static readonly string[] InstanceNames = ["first", "second"];
    private readonly Process azurite;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private TwoInstances(Process azurite, string storage, string folder, IReadOnlyList<Instance> instances) =>
        (this.azurite, Storage, Folder, All, Clock) = (azurite, storage, folder, instances, new ClockOf(this));

    public string Storage { get; }

    /// <summary>Folder of the instances' log files; each run prints it.</summary>
    public string Folder { get; }

    public IReadOnlyList<Instance> All { get; }

    /// <summary>The proxy between each instance and the storage; empty when the system runs without proxies.</summary>
    public IReadOnlyDictionary<Instance, StorageProxy> Proxies { get; private init; } = new Dictionary<Instance, StorageProxy>();

    /// <summary>How far the clock of the apps is ahead of real time.</summary>
    public TimeSpan Ahead { get; private set; }

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + Ahead;

    public TimeProvider Clock { get; }

    public static string Keys => Repository.PathOf(".local", "keys");

    /// <summary>For a demo play, which calls the first instance.</summary>
    public PlayOptions Places =>
        new(All[0].At(App.Contracts), All[0].At(App.Rewards), All[0].At(App.Grants), All[0].At(App.Certificates), Keys, "");

    /// <summary>Starts both instances; returns when all apps answer.</summary>
    /// <param name="hasProxies">Whether each instance calls the storage through its own <c>StorageProxy</c>.</param>
    public static async Task<TwoInstances> StartAsync(bool hasProxies, CancellationToken cancellation)
    {
        LocalKeys.MakeMissing(Keys);
        var (storage, azurite) = await AzuriteServer.StartOwnAsync(Repository.PathOf("tests", "Proof", "Hosts", "clock.cjs"));
        var ports = FreePorts.Find();
        var folder = Directory.CreateDirectory(Repository.PathOf("out", "proof", $"{Environment.ProcessId}")).FullName;
        var certificates = new Uri($"http://127.0.0.1:{ports[3]}");
        var (instances, proxies) = (new List<Instance>(), new Dictionary<Instance, StorageProxy>());
        foreach (var (index, name) in InstanceNames.Index())
        {
            var proxy = hasProxies ? await StorageProxy.StartAsync(storage) : null;
            var instance = new Instance(
                name,
                [.. ports.Skip(4 * index).Take(4)],
                LocalSettings.Of(proxy?.ConnectionString ?? storage, Keys, certificates),
                folder
            );
            instances.Add(instance);
            if (proxy is not null)
                proxies[instance] = proxy;
        }
        var system = new TwoInstances(azurite, storage, folder, instances) { Proxies = proxies };
        // When the run is aborted, the processes must not stay behind.
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (var instance in system.All)
                instance.Abandon();
            Kill(azurite);
        };
        try
        {
            foreach (var instance in system.All)
                instance.Start();
            await system.ReadyAsync(cancellation);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public Task ReadyAsync(CancellationToken cancellation) => Task.WhenAll(All.Select(i => i.ReadyAsync(cancellation)));

    /// <summary>
    /// Moves the clocks of apps and storage forward by <c>Leap</c>. The hosts are killed and restarted with the new time.
    /// </summary>
    public async Task LeapAsync(CancellationToken cancellation)
    {
        await StartAgainAsync(Leap, cancellation);
        // The storage leaps after the kill, so that messages hidden by killed readers become visible again.
        if ((await Tool.RunAsync("kill", "-USR2", $"{azurite.Id}")).Code != 0)
            throw new InvalidOperationException("The clock of the storage did not leap.");
        await ReadyAsync(cancellation);
    }

    /// <summary>Moves only the apps' clock forward by some days. Call it when the system has no unfinished work.</summary>
    public async Task PassAsync(TimeSpan days, CancellationToken cancellation)
    {
        await StartAgainAsync(days, cancellation);
        await ReadyAsync(cancellation);
    }

    public async Task RunTimerAsync(App app, string function, CancellationToken cancellation)
    {
        foreach (var instance in All)
        {
            try
            {
                using var answer = await http.PostAsJsonAsync(
                    new Uri(instance.At(app), $"/admin/functions/{function}"),
                    new { input = "" },
                    cancellation
                );
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception failure) when (IsNoAnswer(failure, cancellation))
            {
                // This instance is restarting: try the other.
            }
        }
    }

    /// <summary>The answer of <c>/api/health</c> from the first instance that answers; null when neither does.</summary>
    public async Task<JsonNode?> HealthAsync(App app, CancellationToken cancellation)
    {
        foreach (var instance in All)
        {
            try
            {
                return JsonNode.Parse(await http.GetStringAsync(new Uri(instance.At(app), "/api/health"), cancellation));
            }
            catch (Exception failure) when (IsNoAnswer(failure, cancellation))
            {
                // This instance is restarting: try the other.
            }
        }
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in All)
            await instance.DisposeAsync();
        foreach (var proxy in Proxies.Values)
            await proxy.DisposeAsync();
        Kill(azurite);
        azurite.Dispose();
        http.Dispose();
    }

    private async Task StartAgainAsync(TimeSpan later, CancellationToken cancellation)
    {
        Ahead += later;
        foreach (var instance in All)
        {
            instance.Set("ClockAhead", Ahead.ToString("c"));
            var starts = instance.Starts;
            instance.KillHost();
            while (instance.Starts == starts)
                await Task.Delay(50, cancellation);
        }
    }

    private static bool IsNoAnswer(Exception failure, CancellationToken cancellation) =>
        failure is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested;

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // The process has already ended.
        }
    }

    private sealed class ClockOf(TwoInstances system) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => system.Now;
    }
}
