using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Settings;

/// <summary>Everything that is known before the host is built: arguments, environment and the two settings files.</summary>
internal sealed record AppSettings
{
    private const string EnvironmentKey = "AZURE_FUNCTIONS_ENVIRONMENT";
    private const string FolderKey = "FUNCTIONS_APPLICATION_DIRECTORY";

    public required string Folder { get; init; }

    public required string EnvironmentName { get; init; }

    public required int Port { get; init; }

    public required HostSettings Host { get; init; }

    /// <summary>The sources of configuration, each stronger than the one before.</summary>
    public required Action<IConfigurationBuilder> Configure { get; init; }

    /// <exception cref="StartupException">An argument or a settings file is bad.</exception>
    public static AppSettings Read(string[] args, string defaultFolder)
    {
        var arguments = new ConfigurationBuilder().AddCommandLine(args).Build();
        var folder = arguments[FolderKey] ?? Environment.GetEnvironmentVariable(FolderKey) ?? defaultFolder;
        var host = HostSettings.Read(folder);
        var local = LocalSettings.Read(folder);
        return new AppSettings
        {
            Folder = folder,
            EnvironmentName = arguments["environment"] ?? Environment.GetEnvironmentVariable(EnvironmentKey) ?? local.Values.GetValueOrDefault(EnvironmentKey) ?? "Production",
            Port = PortIn(arguments) ?? local.Port ?? 7071,
            Host = host,
            Configure = configuration => configuration
                .AddInMemoryCollection([KeyValuePair.Create("Logging:LogLevel:Microsoft.AspNetCore", (string?)"Warning")])
                .AddInMemoryCollection(host.LogLevels.Select(level => KeyValuePair.Create($"Logging:LogLevel:{level.Key}", (string?)level.Value)))
                .AddInMemoryCollection(local.Values.Select(value => KeyValuePair.Create(value.Key.Replace("__", ":", StringComparison.Ordinal), (string?)value.Value)))
                .AddEnvironmentVariables()
                .AddConfiguration(arguments),
        };
    }

    private static int? PortIn(IConfiguration arguments)
    {
        if (arguments["port"] is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new StartupException($"--port must be a number from 0 to 65535, not '{text}'.");
    }
}
