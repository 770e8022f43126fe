using System.Diagnostics;
using System.Net;

namespace Microsoft.Azure.Functions.Worker.Tests;

/// <summary>This assembly started as an app of its own.</summary>
public sealed class AppProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly Task<string> _output;

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

    public async Task<string> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        await EndAsync();
        return await _output;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(patience.Token);
    }
}
