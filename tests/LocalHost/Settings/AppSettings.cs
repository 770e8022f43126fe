using System.Collections;

namespace TechTransfer.LocalHost.Settings;

internal sealed record AppSettings
{
    private const string LocalFile = "local.settings.json";
    private const string WorkerFile = "worker.config.json";

    public required string Folder { get; init; }

    public required string Name { get; init; }

    public required HostFile Host { get; init; }

    /// <summary>The program that starts the worker; null without a worker.config.json.</summary>
    public required string? Executable { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>
    /// Environment of the worker: the variables of this process, and where one is missing, the value in local.settings.json.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required int? Port { get; init; }

    /// <summary>
    /// The name that all instances of the app share for locks and timer status: at most 32 lower-case letters, digits and dashes.
    /// </summary>
    public string HostId
    {
        get
        {
            var name = Environment.GetValueOrDefault("AzureFunctionsWebHost__hostid") ?? Name;
            var clean = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
            return clean[..Math.Min(clean.Length, 32)].Trim('-');
        }
    }

    /// <summary>The settings and host.json in the layout that the SDK's queue and timer listeners expect.</summary>
    public IConfiguration Configuration
    {
        get
        {
            var hostFile = new ConfigurationBuilder().AddJsonFile(Path.Combine(Folder, HostFile.Name)).Build().AsEnumerable();
            return new ConfigurationBuilder()
                .AddInMemoryCollection(hostFile.Select(v => KeyValuePair.Create($"AzureFunctionsJobHost:{v.Key}", v.Value)))
                .AddInMemoryCollection(
                    Environment.Select(v => KeyValuePair.Create(v.Key.Replace("__", ":", StringComparison.Ordinal), (string?)v.Value))
                )
                .AddInMemoryCollection([KeyValuePair.Create("AzureWebJobsConfigurationSection", (string?)"AzureFunctionsJobHost")])
                .Build();
        }
    }

    /// <exception cref="StartException">A file is missing, cannot be read or has a bad value.</exception>
    public static AppSettings Read(string folder, IReadOnlyDictionary<string, string>? settings = null)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Directory.Exists(folder))
            throw new StartException($"There is no folder {folder}.");
        var host = HostFile.Read(folder);
        var local = JsonSection.Read(folder, LocalFile);
        if (local.Flag("IsEncrypted") == true)
            throw local.Bad("IsEncrypted", "must be false: encrypted settings cannot be read");
        var worker = JsonSection.Read(folder, WorkerFile);
        var description = worker.Section("description");
        var program = worker.Exists
            ? description.Text("defaultWorkerPath") ?? throw description.Bad("defaultWorkerPath", "is missing")
            : $"{Path.GetFileName(folder)}.dll";
        var executable = worker.Exists
            ? description.Text("defaultExecutablePath") ?? throw description.Bad("defaultExecutablePath", "is missing")
            : null;
        return new()
        {
            Folder = folder,
            Name = Path.GetFileNameWithoutExtension(program),
            Host = host,
            Executable = executable?.Replace("{WorkerRoot}", folder + Path.DirectorySeparatorChar, StringComparison.Ordinal),
            Arguments = Path.GetFileNameWithoutExtension(executable) == "dotnet" ? [Path.Combine(folder, program)] : [],
            Environment = EnvironmentOver(local.Section("Values").Texts(), settings),
            Port = local.Section("Host").Number("LocalHttpPort", 0, 65535),
        };
    }

    private static Dictionary<string, string> EnvironmentOver(
        IEnumerable<KeyValuePair<string, string>> local,
        IReadOnlyDictionary<string, string>? settings
    )
    {
        var environment = new Dictionary<string, string>(local);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            // The worker sets its own address; Azure's variables would make it wait to be assigned to an app.
            if (name is "ASPNETCORE_URLS" or "CONTAINER_NAME" || name.StartsWith("WEBSITE_", StringComparison.Ordinal))
                continue;
            environment[name] = (string?)variable.Value ?? "";
        }
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            environment[name] = value;
        return environment;
    }

    public bool IsDisabled(string function) =>
        (
            Environment.GetValueOrDefault($"AzureWebJobs.{function}.Disabled")
            ?? Environment.GetValueOrDefault($"AzureWebJobs_{function}_Disabled")
        )
            is { } value
        && (value == "1" || (bool.TryParse(value, out var disabled) && disabled));
}
