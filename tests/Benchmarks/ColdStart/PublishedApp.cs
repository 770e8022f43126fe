using System.Diagnostics;
using System.Runtime.InteropServices;
using TechTransfer.Testing;

namespace TechTransfer.Benchmarks.ColdStart;

/// <summary>A project published as it is deployed, started as a Functions host starts it.</summary>
internal sealed class PublishedApp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder;
    private readonly IReadOnlyDictionary<string, string> _settings;

    private PublishedApp(string name, string folder, IReadOnlyDictionary<string, string> settings) => (Name, _folder, _settings) = (name, folder, settings);

    public string Name { get; }

    /// <param name="project">Its folder in the repository.</param>
    /// <param name="under">The folder below which the published one is made.</param>
    /// <param name="settings">The environment that it is started with; there is no other.</param>
    public static async Task<PublishedApp> PublishAsync(string project, string under, IReadOnlyDictionary<string, string> settings)
    {
        var app = new PublishedApp(Path.GetFileName(project), Path.Combine(under, Path.GetFileName(project)), settings);
        var publish = await Tool.RunAsync(
            "dotnet", "publish", Repository.PathOf(project.Split('/')), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "-o", app._folder, "--nologo", "-v", "quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false");
        return publish.Code == 0 ? app : throw new InvalidOperationException($"{project} cannot be published: {publish.Output}{publish.Errors}");
    }

    public async Task<Start> StartAsync()
    {
        var port = AzuriteServer.FreePort();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(Command(port))!;
        // Nobody reads on: a full pipe would hold the process up.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            while (!await AnswersAsync(client))
            {
                if (process.HasExited || clock.Elapsed > Patience) throw new InvalidOperationException($"{Name} did not start: {(process.HasExited ? await errors : "no answer")}");
                await Task.Delay(1);
            }
            var time = clock.Elapsed;
            process.Refresh();
            return new(time, process.TotalProcessorTime, process.WorkingSet64 / 1024.0 / 1024.0);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private ProcessStartInfo Command(int port)
    {
        var start = new ProcessStartInfo(Path.Combine(_folder, Name)) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in _settings) start.Environment[name] = value;
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}";
        start.Environment["FUNCTIONS_APP_ROOT_PATH"] = _folder;
        return start;
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/api/health/live");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
