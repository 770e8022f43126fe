using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TechTransfer.LocalHost;

namespace TechTransfer.Testing.Apps;

/// <summary>Runs one of the product's apps inside the test process, behind LocalHost (our Functions host for local work).</summary>
public static class HostedInProcess
{
    /// <param name="settings">The app's settings by environment variable name (<c>A__B</c>).</param>
    /// <param name="hasListeners">When false, queue messages stay in their queues and timers do not fire.</param>
    /// <param name="port">HTTP port of the host; 0 for any free port.</param>
    /// <param name="configure">Replaces services of the app with those of the test; null for none.</param>
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
