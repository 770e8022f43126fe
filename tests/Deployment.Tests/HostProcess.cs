using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests;

internal sealed partial class HostProcess : IDisposable
{
    private readonly StringBuilder _output = new();
    private readonly string _folder;
    private readonly Process _process;

    private HostProcess(string folder, Process process)
    {
        (_folder, _process) = (folder, process);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static async Task<(HostProcess Host, HttpClient Client)> StartAsync(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Repository.PathOf("tests", "LocalHost", "bin", Solution.Configuration, "net10.0", "LocalHost.dll"),
                "--app",
                folder,
                "--port",
                "0",
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var host = new HostProcess(folder, Process.Start(start)!);
        try
        {
            await host.SaysAsync("http://127.0.0.1:");
            return (host, new HttpClient { BaseAddress = new(Address().Match(host.Output).Value) });
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public Task SaysAsync(string text) => UntilAsync(() => Task.FromResult(Output.Contains(text, StringComparison.Ordinal)), text);

    /// <summary>Polls a condition until it is true. Fails when the host exits or five minutes have passed.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        for (var clock = Stopwatch.StartNew(); !await isSo(); await Task.Delay(50))
        {
            Assert.True(!_process.HasExited && clock.Elapsed < TimeSpan.FromMinutes(5), $"No sign of: {what}. The host said:\n{Output}");
        }
    }

    /// <summary>Names of all files that the app's worker process has mapped into memory.</summary>
    public IEnumerable<string> Loaded()
    {
        var worker = Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)).Single(IsWorker);
        return File.ReadLines(Path.Combine(worker, "maps")).Select(line => Path.GetFileName(line)).Distinct();
    }

    /// <returns>Exit code of the host after SIGTERM.</returns>
    public async Task<int> EndAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(5)).Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private bool IsWorker(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"))
                .Contains(Path.Combine(_folder, $"{PublishedApp.Name}.dll"), StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // The process ended after its folder in /proc was listed.
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
