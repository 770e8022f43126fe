using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.LocalHost;

namespace TechTransfer.Testing.Apps;

/// <summary>An app of ours inside the test process, behind the local Functions host.</summary>
public static class HostedInProcess
{
    /// <summary>Starts an app.</summary>
    /// <param name="app">Its assembly.</param>
    /// <param name="settings">Its settings, named as in the environment.</param>
    /// <param name="hasListeners">Whether its queues and timers run.</param>
    /// <param name="port">Where it is called; 0 for any port.</param>
    /// <param name="configure">Puts services of the test in the place of the app's.</param>
    public static Task<FunctionsHost> StartAsync(
        Assembly app,
        IReadOnlyDictionary<string, string> settings,
        bool hasListeners = true,
        int port = 0,
        Action<IServiceCollection>? configure = null
    )
    {
        string[] arguments = [.. settings.SelectMany(s => new[] { $"--{s.Key.Replace("__", ":", StringComparison.Ordinal)}", s.Value })];
        return FunctionsHost.StartAsync(
            new(InProcessWorker.Folder, port)
            {
                Settings = settings,
                HasListeners = hasListeners,
                Worker = async start => await InProcessWorker.StartAsync(start, app, configure, arguments),
            },
            NullLoggerProvider.Instance
        );
    }
}
