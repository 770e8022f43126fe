using System.Reflection;
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
    public static Task<FunctionsHost> StartAsync(Assembly app, IReadOnlyDictionary<string, string> settings, bool hasListeners = true)
    {
        string[] arguments = [.. settings.SelectMany(s => new[] { $"--{s.Key.Replace("__", ":", StringComparison.Ordinal)}", s.Value })];
        return FunctionsHost.StartAsync(
            new(InProcessWorker.Folder) { Settings = settings, HasListeners = hasListeners, Worker = async start => await InProcessWorker.StartAsync(start, app, arguments) },
            NullLoggerProvider.Instance);
    }
}
