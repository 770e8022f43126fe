namespace Microsoft.Azure.Functions.Worker.Settings;

/// <summary>What <c>local.settings.json</c> says: settings for work on one's own machine, never deployed.</summary>
internal sealed record LocalSettings
{
    private const string File = "local.settings.json";

    /// <summary>Settings as they would stand in the environment, with <c>__</c> between sections.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    public required int? Port { get; init; }

    /// <summary>Beside a Functions host, which has put them into the environment itself where they count.</summary>
    public static LocalSettings None { get; } = new() { Values = new Dictionary<string, string>(), Port = null };

    /// <exception cref="StartupException">The file cannot be read or has a bad value.</exception>
    public static LocalSettings Read(string folder)
    {
        var file = JsonSection.Read(folder, File);
        if (file.Flag("IsEncrypted") == true) throw file.Bad("IsEncrypted", "must be false: encrypted settings cannot be read");
        return new LocalSettings
        {
            Values = new Dictionary<string, string>(file.Section("Values").Texts(), StringComparer.OrdinalIgnoreCase),
            Port = file.Section("Host").Number("LocalHttpPort", 0, 65535),
        };
    }
}
