using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using TechTransfer.Testing;

namespace TechTransfer.Deployment.Tests;

/// <summary>The local Functions host as a process of its own, with one app.</summary>
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

    /// <summary>What host and app have written so far.</summary>
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

    /// <summary>Waits until the host or the app has written a text.</summary>
    public Task SaysAsync(string text) => UntilAsync(() => Task.FromResult(Output.Contains(text, StringComparison.Ordinal)), text);

    /// <summary>Waits for a fact, as long as the host runs and has five minutes.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        for (var clock = Stopwatch.StartNew(); !await isSo(); await Task.Delay(50))
        {
            Assert.True(!_process.HasExited && clock.Elapsed < TimeSpan.FromMinutes(5), $"No sign of: {what}. The host said:\n{Output}");
        }
    }

    /// <summary>The files that the app's worker has loaded.</summary>
    public IEnumerable<string> Loaded()
    {
        var worker = Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)).Single(IsWorker);
        return File.ReadLines(Path.Combine(worker, "maps")).Select(line => Path.GetFileName(line)).Distinct();
    }

    /// <summary>Asks the host to end.</summary>
    /// <returns>Its exit code.</returns>
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
            // Ended meanwhile.
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
