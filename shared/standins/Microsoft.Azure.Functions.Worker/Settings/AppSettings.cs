using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Settings;

/// <summary>Everything that is known before the host is built: arguments, environment and the two settings files.</summary>
internal sealed record AppSettings
{
    private const string EnvironmentKey = "AZURE_FUNCTIONS_ENVIRONMENT";
    private const string FolderKey = "FUNCTIONS_APPLICATION_DIRECTORY";

    private const string RootKey = "FUNCTIONS_APP_ROOT_PATH";
    private const string HandlerPortKey = "FUNCTIONS_CUSTOMHANDLER_PORT";

    public required string Folder { get; init; }

    public required string EnvironmentName { get; init; }

    public required int Port { get; init; }

    /// <summary>Whether a Functions host has started this process and calls it: then timers and queues are the host's.</summary>
    public required bool IsCustomHandler { get; init; }

    public required HostSettings Host { get; init; }

    /// <summary>The sources of configuration, each stronger than the one before.</summary>
    public required Action<IConfigurationBuilder> Configure { get; init; }

    /// <exception cref="StartupException">An argument or a settings file is bad.</exception>
    public static AppSettings Read(string[] args, string defaultFolder)
    {
        var arguments = new ConfigurationBuilder().AddCommandLine(args).Build();
        var handlerPort = PortIn(HandlerPortKey, arguments[HandlerPortKey] ?? Environment.GetEnvironmentVariable(HandlerPortKey));
        var root = handlerPort is null ? null : arguments[RootKey] ?? Environment.GetEnvironmentVariable(RootKey);
        var folder = arguments[FolderKey] ?? Environment.GetEnvironmentVariable(FolderKey) ?? root ?? defaultFolder;
        var host = HostSettings.Read(folder);
        var local = handlerPort is null ? LocalSettings.Read(folder) : LocalSettings.None;
        return new AppSettings
        {
            Folder = folder,
            EnvironmentName = arguments["environment"] ?? Environment.GetEnvironmentVariable(EnvironmentKey) ?? local.Values.GetValueOrDefault(EnvironmentKey) ?? "Production",
            Port = handlerPort ?? PortIn("--port", arguments["port"]) ?? local.Port ?? 7071,
            IsCustomHandler = handlerPort is not null,
            Host = host,
            Configure = configuration => configuration
                .AddInMemoryCollection([KeyValuePair.Create("Logging:LogLevel:Microsoft.AspNetCore", (string?)"Warning")])
                .AddInMemoryCollection(host.LogLevels.Select(level => KeyValuePair.Create($"Logging:LogLevel:{level.Key}", (string?)level.Value)))
                .AddInMemoryCollection(local.Values.Select(value => KeyValuePair.Create(value.Key.Replace("__", ":", StringComparison.Ordinal), (string?)value.Value)))
                .AddEnvironmentVariables()
                .AddConfiguration(arguments),
        };
    }

    private static int? PortIn(string name, string? text)
    {
        if (text is null) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new StartupException($"{name} must be a number from 0 to 65535, not '{text}'.");
    }
}
