using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Settings;

/// <summary>What <c>host.json</c> says, with the Functions host's own defaults for what it does not say.</summary>
internal sealed class HostSettings
{
    public const string File = "host.json";

    private static readonly string[] Keys =
    [
        "$schema", "version", "aggregator", "applicationInsights", "concurrency", "customHandler", "extensionBundle", "extensions", "functionTimeout", "functions", "healthMonitor",
        "logging", "managedDependency", "retry", "singleton", "telemetryMode", "watchDirectories", "watchFiles",
    ];

    private HostSettings(string routePrefix, QueueSettings queues, IReadOnlyDictionary<string, string> logLevels)
    {
        RoutePrefix = routePrefix;
        Queues = queues;
        LogLevels = logLevels;
    }

    /// <summary>What stands before every route; may be empty.</summary>
    public string RoutePrefix { get; }

    public QueueSettings Queues { get; }

    /// <summary>The least level that is logged, by category or <c>Default</c>.</summary>
    public IReadOnlyDictionary<string, string> LogLevels { get; }

    /// <exception cref="StartupException">The file cannot be read or has a bad value.</exception>
    public static HostSettings Read(string folder)
    {
        var host = JsonSection.Read(folder, File);
        if (host.Exists && host.Text("version") != "2.0") throw host.Bad("version", "must be \"2.0\"");
        host.Allow(Keys);
        CheckHandler(host.Section("customHandler"));
        var extensions = host.Section("extensions");
        extensions.Section("http").Allow("routePrefix", "maxOutstandingRequests", "maxConcurrentRequests", "dynamicThrottlesEnabled", "hsts", "customHeaders");
        return new HostSettings(
            (extensions.Section("http").Text("routePrefix") ?? "api").Trim('/'),
            QueueSettings.Read(extensions.Section("queues")),
            ReadLogLevels(host.Section("logging").Section("logLevel")));
    }

    private static void CheckHandler(JsonSection handler)
    {
        if (!handler.Exists) return;
        handler.Allow("description", "enableForwardingHttpRequest", "enableProxyingHttpRequest", "initializationTimeout", "port", "http");
        if (handler.Section("http").Exists) throw handler.Bad("http", "cannot stand beside function.json files, which timers and queues need");
        if (handler.Section("description").Text("defaultExecutablePath") is not { Length: > 0 })
            throw handler.Section("description").Bad("defaultExecutablePath", "is missing: the host would not know what to start");
        handler.Flag("enableForwardingHttpRequest");
        handler.Flag("enableProxyingHttpRequest");
        handler.Duration("initializationTimeout", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        handler.Number("port", 1, 65535);
    }

    private static Dictionary<string, string> ReadLogLevels(JsonSection section)
    {
        var levels = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (category, level) in section.Texts())
        {
            if (!Enum.TryParse<LogLevel>(level, ignoreCase: true, out _)) throw section.Bad(category, $"must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}");
            levels[category] = level;
        }
        return levels;
    }
}
