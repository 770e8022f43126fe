using System.Diagnostics;
using System.Net;

namespace Microsoft.Azure.Functions.Worker.Tests;

/// <summary>This assembly started as an app of its own.</summary>
public sealed class AppProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly Task<string> _output;
    private bool _ended;

    private AppProcess(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(AppProcess).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
        _output = _process.StandardOutput.ReadToEndAsync();
    }

    public int ExitCode => _process.ExitCode;

    public int Id => _process.Id;

    /// <summary>What was written to the error output, once the process has ended.</summary>
    public Task<string> Error => _error;

    /// <summary>Starts the app without waiting for it.</summary>
    public static AppProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) => new(arguments, environment);

    public static async Task<(int ExitCode, string Error)> RunToEndAsync(params string[] arguments)
    {
        using var app = new AppProcess(arguments, environment: null);
        await app.EndAsync();
        return (app.ExitCode, await app._error);
    }

    /// <summary>Starts the app and waits until it answers on the port.</summary>
    public static async Task<AppProcess> ServeAsync(int port, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var app = new AppProcess(arguments, environment);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (app._process.HasExited) throw new InvalidOperationException($"The app ended with code {app.ExitCode}: {await app._error}");
            try
            {
                using var response = await client.GetAsync("/api/ping");
                if (response.StatusCode == HttpStatusCode.OK) return app;
            }
            catch (HttpRequestException) when (clock.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Waits as the Functions host does for its handler: until the port gives any answer at all.</summary>
    public async Task<TimeSpan> ReadyAsync(int port)
    {
        using var client = new HttpClient();
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (_process.HasExited) throw new InvalidOperationException($"The app ended with code {ExitCode}: {await _error}");
            try
            {
                using var answer = await client.GetAsync($"http://127.0.0.1:{port}/");
                return clock.Elapsed;
            }
            catch (HttpRequestException) when (clock.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(25);
            }
        }
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>What was written to the output, once the process has ended by itself.</summary>
    public async Task<string> OutputAsync()
    {
        await EndAsync();
        return await _output;
    }

    public async Task<string> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        await EndAsync();
        return await _output;
    }

    public void Dispose()
    {
        if (!_ended && !_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(patience.Token);
        _ended = true;
    }
}
