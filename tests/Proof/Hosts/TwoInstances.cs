using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TechTransfer.Demo;
using TechTransfer.Testing;
using TechTransfer.Testing.Proxies;

namespace TechTransfer.Proof.Hosts;

/// <summary>Two instances of every app on one Azurite in memory.</summary>
public sealed class TwoInstances : IAsyncDisposable
{
    /// <summary>How far one leap of the clock goes: beyond the age at which markers are swept, and the time that a message stays hidden
    /// behind a reader who died.</summary>
    public static readonly TimeSpan Leap = TimeSpan.FromMinutes(15);

    private static readonly string[] InstanceNames = ["first", "second"];
    private readonly Process azurite;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private TwoInstances(Process azurite, string storage, string folder, IReadOnlyList<Instance> instances) =>
        (this.azurite, Storage, Folder, All, Clock) = (azurite, storage, folder, instances, new ClockOf(this));

    public string Storage { get; }

    /// <summary>Where the instances' logs are.</summary>
    public string Folder { get; }

    public IReadOnlyList<Instance> All { get; }

    /// <summary>What stands between an instance and the storage, if anything does.</summary>
    public IReadOnlyDictionary<Instance, StorageProxy> Proxies { get; private init; } = new Dictionary<Instance, StorageProxy>();

    /// <summary>How far the system's clock is ahead of the machine's.</summary>
    public TimeSpan Ahead { get; private set; }

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + Ahead;

    /// <summary>The system's clock.</summary>
    public TimeProvider Clock { get; }

    public static string Keys => Repository.PathOf(".local", "keys");

    /// <summary>The first instance's addresses.</summary>
    public PlayOptions Places =>
        new(All[0].At(App.Contracts), All[0].At(App.Rewards), All[0].At(App.Grants), All[0].At(App.Certificates), Keys, "");

    /// <summary>Starts them; returns when all answer.</summary>
    /// <param name="hasProxies">Whether each instance calls the storage through a proxy of its own.</param>
    /// <param name="cancellation">Stops it.</param>
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
        // What a broken-off run would leave behind.
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

    /// <summary>Puts the clocks of apps and storage ahead: the hosts are killed once more and started with the new time.</summary>
    public async Task LeapAsync(CancellationToken cancellation)
    {
        await StartAgainAsync(Leap, cancellation);
        // After the kill, so that what the dead were reading shows itself too.
        if ((await Tool.RunAsync("kill", "-USR2", $"{azurite.Id}")).Code != 0)
            throw new InvalidOperationException("The clock of the storage did not leap.");
        await ReadyAsync(cancellation);
    }

    /// <summary>Lets days pass for the apps, when nothing is under way.</summary>
    public async Task PassAsync(TimeSpan days, CancellationToken cancellation)
    {
        await StartAgainAsync(days, cancellation);
        await ReadyAsync(cancellation);
    }

    /// <summary>Runs a timer's function once, on the first instance that takes it.</summary>
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
                // It is being started: the other may take it.
            }
        }
    }

    /// <summary>What <c>/api/health</c> says on the first instance that answers; null when none does.</summary>
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
                // It is being started: the other may know.
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
            // It has ended.
        }
    }

    private sealed class ClockOf(TwoInstances system) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => system.Now;
    }
}
