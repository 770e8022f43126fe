namespace TechTransfer.LocalHost.Settings;

/// <summary>The settings in <c>host.json</c>, with the defaults of the Functions host.</summary>
/// <param name="RoutePrefix">First part of every route; may be empty.</param>
/// <param name="MaxOutstandingRequests">Maximum number of parallel HTTP calls; null for no limit.</param>
/// <param name="FunctionTimeout">Maximum run time of a function; infinite for <c>"-1"</c>.</param>
internal sealed record HostFile(string RoutePrefix, int? MaxOutstandingRequests, TimeSpan FunctionTimeout)
{
    public const string Name = "host.json";

    private static readonly string[] Keys =
    [
        "$schema",
        "version",
        "aggregator",
        "applicationInsights",
        "concurrency",
        "extensionBundle",
        "extensions",
        "functionTimeout",
        "functions",
        "healthMonitor",
        "logging",
        "managedDependency",
        "retry",
        "singleton",
        "telemetryMode",
        "watchDirectories",
        "watchFiles",
    ];

    /// <exception cref="StartException">The file is missing, cannot be read or has a bad value.</exception>
    public static HostFile Read(string folder)
    {
        var host = JsonSection.Read(folder, Name);
        if (!host.Exists)
            throw new StartException($"{Path.Combine(folder, Name)} is missing.");
        if (host.Text("version") != "2.0")
            throw host.Bad("version", "must be \"2.0\"");
        host.Allow(Keys);
        var extensions = host.Section("extensions");
        var http = extensions.Section("http");
        http.Allow("routePrefix", "maxOutstandingRequests", "maxConcurrentRequests", "dynamicThrottlesEnabled", "hsts", "customHeaders");
        CheckQueues(extensions.Section("queues"));
        return new(
            (http.Text("routePrefix") ?? "api").Trim('/'),
            http.Number("maxOutstandingRequests", -1, int.MaxValue) is { } most and > 0 ? most : null,
            host.Text("functionTimeout") == "-1"
                ? Timeout.InfiniteTimeSpan
                : host.Duration("functionTimeout", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)) ?? TimeSpan.FromMinutes(30)
        );
    }

    // The queue listener reads these settings itself; they are checked here to report a bad one by name.
    private static void CheckQueues(JsonSection queues)
    {
        queues.Allow("batchSize", "newBatchThreshold", "maxDequeueCount", "visibilityTimeout", "maxPollingInterval", "messageEncoding");
        queues.Number("batchSize", 1, 32);
        queues.Number("newBatchThreshold", 0, 1000);
        queues.Number("maxDequeueCount", 1, int.MaxValue);
        queues.Duration("visibilityTimeout", TimeSpan.Zero, TimeSpan.FromDays(7));
        queues.Duration("maxPollingInterval", TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1));
        if (queues.Text("messageEncoding")?.ToUpperInvariant() is not (null or "BASE64" or "NONE"))
            throw queues.Bad("messageEncoding", "must be \"base64\" or \"none\"");
    }
}
