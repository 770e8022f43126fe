using System.Diagnostics;
using TechTransfer.Demo;
using TechTransfer.Testing;
using TechTransfer.Testing.Otlp;

namespace TechTransfer.EndToEnd;

/// <summary>
/// The whole system started by <c>./run</c> on free ports with a separate data folder. The samples are played before the tests.
/// </summary>
public class RunningSystem : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string data = Directory.CreateTempSubdirectory("techtransfer").FullName;
    private readonly IReadOnlyList<int> ports = FreePorts.Find();
    private Process? run;

    public Uri Contracts => At(0);

    public Uri Rewards => At(1);

    public Uri Grants => At(2);

    public Uri Certificates => At(3);

    public Uri Portal => At(9);

    public string Storage => AzuriteServer.ConnectionString(ports[4], ports[5], ports[6]);

    public Play Play { get; private set; } = null!;

    public IReadOnlyList<Played> Samples { get; private set; } = [];

    public PlayOptions Places => new(Contracts, Rewards, Grants, Certificates, Repository.PathOf(".local", "keys"), "");

    protected virtual bool HasSamples => true;

    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    protected virtual IReadOnlyList<string> Options => [];

    public string Logged => string.Concat(Directory.GetFiles(Path.Combine(data, "logs")).Select(Read));

    public async Task InitializeAsync()
    {
        await StartAsync();
        if (HasSamples)
            Samples = await Play.AllAsync((_, _, _) => { });
    }

    public Played Sample(string id) => Samples.Single(s => s.Sample.Id == id);

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        Play?.Dispose();
        await StopAsync();
        Directory.Delete(data, recursive: true);
    }

    // Opens the file with shared access, because the apps are still writing to it.
    private static string Read(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    /// <summary>Stops the system and deletes the storage, but not the backup, which is in another folder.</summary>
    public async Task LoseStorageAsync()
    {
        await StopAsync();
        Directory.Delete(Path.Combine(data, "storage"), recursive: true);
    }

    public async Task<(int Code, string Output, string Errors)> RestoreAsync()
    {
        var said = await Tool.RunAsync(Repository.PathOf("run"), ["restore", .. Arguments]);
        return (said.Code, said.Output, said.Errors);
    }

    private Uri At(int app) => new($"http://127.0.0.1:{ports[app]}");

    private string[] Arguments =>
        [
            "--contracts-port",
            $"{ports[0]}",
            "--rewards-port",
            $"{ports[1]}",
            "--grants-port",
            $"{ports[2]}",
            "--certificates-port",
            $"{ports[3]}",
            "--portal-port",
            $"{ports[9]}",
            "--storage-port",
            $"{ports[4]}",
            "--data",
            data,
#if !DEBUG
            "--no-build",
#endif
        ];

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Repository.PathOf("run")) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in Arguments.Concat(Options))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in Settings)
            start.Environment[name] = value;
        run = Process.Start(start)!;

        var said = new List<string>();
        var ready = new TaskCompletionSource();
        void Hear(string? line)
        {
            if (line is null)
                return;
            lock (said)
                said.Add(line);
            if (line.StartsWith("Ready.", StringComparison.Ordinal))
                ready.TrySetResult();
        }
        run.OutputDataReceived += (_, e) => Hear(e.Data);
        run.ErrorDataReceived += (_, e) => Hear(e.Data);
        run.BeginOutputReadLine();
        run.BeginErrorReadLine();
        if (await Task.WhenAny(ready.Task, run.WaitForExitAsync(), Task.Delay(Patience)) != ready.Task)
        {
            lock (said)
                throw new InvalidOperationException($"./run did not get ready:\n{string.Join('\n', said)}");
        }
        Play ??= new(Places);
    }

    private async Task StopAsync()
    {
        if (run is null)
            return;
        // Not SIGINT: a test run started in the background by a shell ignores it.
        await Tool.RunAsync("kill", "-TERM", $"{run.Id}");
        await run.WaitForExitAsync();
        run.Dispose();
        run = null;
    }
}

public sealed class EmptySystem : RunningSystem
{
    protected override bool HasSamples => false;
}

/// <summary>A running system without contracts that exports telemetry to a collector in the test and logs at the lowest level.</summary>
public sealed class FollowedSystem : RunningSystem
{
    public OtlpCollector Collector { get; } = OtlpCollector.Start();

    protected override bool HasSamples => false;

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>(Collector.Settings) { ["Logging__LogLevel__Microsoft.AspNetCore"] = "Trace" };

    protected override IReadOnlyList<string> Options => ["--log-level", "Trace"];
}

[CollectionDefinition(Name)]
public sealed class OnTheRunningSystem : ICollectionFixture<RunningSystem>
{
    public const string Name = "the running system";
}
