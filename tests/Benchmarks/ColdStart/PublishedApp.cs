using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.LocalHost;
using TechTransfer.Testing;

namespace TechTransfer.Benchmarks.ColdStart;

internal sealed class PublishedApp
{
    private readonly string _folder;
    private readonly IReadOnlyDictionary<string, string> _settings;

    private PublishedApp(string name, string folder, IReadOnlyDictionary<string, string> settings) =>
        (Name, _folder, _settings) = (name, folder, settings);

    public string Name { get; }

    /// <summary>Address of the call that does nothing, below the route prefix of the app.</summary>
    public string LiveRoute => Name == "Portal" ? "portal/health/live" : "api/health/live";

    /// <param name="project">The project's folder, relative to the repository root.</param>
    /// <param name="under">Parent folder of the published folder.</param>
    /// <param name="settings">App settings by environment variable name.</param>
    public static async Task<PublishedApp> PublishAsync(string project, string under, IReadOnlyDictionary<string, string> settings)
    {
        var app = new PublishedApp(Path.GetFileName(project), Path.Combine(under, Path.GetFileName(project)), settings);
        var publish = await Tool.RunAsync(
            "dotnet",
            "publish",
            Repository.PathOf(project.Split('/')),
            "-c",
            "Release",
            "-r",
            RuntimeInformation.RuntimeIdentifier,
            "--no-self-contained",
            "-o",
            app._folder,
            "--nologo",
            "-v",
            "quiet",
            "-nodeReuse:false"
        );
        return publish.Code == 0
            ? app
            : throw new InvalidOperationException($"{project} cannot be published: {publish.Output}{publish.Errors}");
    }

    /// <summary>Starts the app without queue and timer triggers, waits for its first 200 response, and stops it.</summary>
    public async Task<Start> StartAsync()
    {
        var clock = Stopwatch.StartNew();
        await using var host = await HostAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        using (var answer = await client.GetAsync(LiveRoute))
            answer.EnsureSuccessStatusCode();
        var time = clock.Elapsed;
        using var worker = Process.GetProcessById(host.WorkerProcess!.Value);
        return new(time, worker.TotalProcessorTime, worker.WorkingSet64 / 1024.0 / 1024.0);
    }

    public Task<FunctionsHost> HostAsync() =>
        FunctionsHost.StartAsync(new(_folder) { Settings = _settings, HasListeners = false }, NullLoggerProvider.Instance);
}
