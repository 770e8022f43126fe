using System.Diagnostics;
using System.Globalization;
using TechTransfer.Testing;

namespace TechTransfer.Proof.Hosts;

/// <summary>A LocalHost process that runs one instance of every app. When it dies it is restarted, as the platform would do.</summary>
public sealed class Instance : IAsyncDisposable
{
    private readonly IReadOnlyList<int> ports;
    private readonly Dictionary<string, string> settings;
    private readonly StreamWriter log;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private volatile bool stopped;
    private volatile Process? process;
    private Task supervision = Task.CompletedTask;

    public Instance(string name, IReadOnlyList<int> ports, IReadOnlyDictionary<string, string> settings, string folder)
    {
        (Name, this.ports, this.settings) = (name, ports, new(settings));
        log = new(Path.Combine(folder, $"{name}.log")) { AutoFlush = true };
    }

    public string Name { get; }

    public int Starts { get; private set; }

    public Uri At(App app) => new($"http://127.0.0.1:{ports[App.All.Index().First(a => a.Item == app).Index]}");

    public void Start() => supervision = SuperviseAsync();

    /// <summary>Changes an app setting; takes effect at the next start.</summary>
    public void Set(string name, string value)
    {
        lock (settings)
            settings[name] = value;
    }

    public async Task ReadyAsync(CancellationToken cancellation)
    {
        foreach (var app in App.All)
        {
            while (!await IsReadyAsync(app, cancellation))
                await Task.Delay(200, cancellation);
        }
    }

    public bool KillHost() => process is { } host && Kill(host.Id);

    /// <summary>Kills the process and does not restart it any more. Does not wait.</summary>
    public void Abandon()
    {
        if (stopped)
            return;
        stopped = true;
        KillHost();
    }

    public bool KillWorker(App app) => Workers().TryGetValue(app, out var worker) && Kill(worker);

    public Dictionary<App, int> Workers()
    {
        var workers = new Dictionary<App, int>();
        if (process is not { } host)
            return workers;
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id))
                continue;
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                // The file holds "id (name) state parent …"; the name may contain blanks and brackets.
                if (int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture) != host.Id)
                    continue;
                var command = File.ReadAllText(Path.Combine(folder, "cmdline"));
                if (App.All.FirstOrDefault(a => command.Contains($"{a.Project}.dll", StringComparison.Ordinal)) is { } app)
                    workers[app] = id;
            }
            catch (IOException)
            {
                // The process has ended in the meantime.
            }
        }
        return workers;
    }

    public async ValueTask DisposeAsync()
    {
        Abandon();
        await supervision;
        http.Dispose();
        await log.DisposeAsync();
    }

    private static bool Kill(int id)
    {
        try
        {
            using var victim = Process.GetProcessById(id);
            victim.Kill();
            return true;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private async Task<bool> IsReadyAsync(App app, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(At(app), "/api/health"), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task SuperviseAsync()
    {
        while (!stopped)
        {
            var command = new ProcessStartInfo(
                "dotnet",
                [Repository.PathOf("tests", "LocalHost", "bin", Configuration, "net10.0", "LocalHost.dll")]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (var (index, app) in App.All.Index())
            {
                foreach (
                    var argument in (string[])
                        ["--app", Repository.PathOf("functions", app.Project, "bin", Configuration, "net10.0"), "--port", $"{ports[index]}"]
                )
                    command.ArgumentList.Add(argument);
            }
            lock (settings)
            {
                foreach (var (name, value) in settings)
                    command.Environment[name] = value;
            }
            using var host = Process.Start(command)!;
            Starts++;
            host.OutputDataReceived += (_, line) => Write(line.Data);
            host.ErrorDataReceived += (_, line) => Write(line.Data);
            host.BeginOutputReadLine();
            host.BeginErrorReadLine();
            process = host;
            if (stopped)
                Kill(host.Id);
            await host.WaitForExitAsync();
            process = null;
            Write($"The host ended with code {host.ExitCode}.");
        }
    }

    private void Write(string? line)
    {
        if (line is null)
            return;
        lock (log)
            log.WriteLine(line);
    }

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
}
