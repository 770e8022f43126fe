using Azure.Core;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.Testing.Apps;

/// <summary>An app's storage on the Azurite that tests share.</summary>
public static class TestStorage
{
    /// <summary>A name for an app that no other test has.</summary>
    public static string NewName() => $"t{Ids.Sha256(Path.GetRandomFileName())[..12]}";

    /// <summary>Opens the storage of an app.</summary>
    /// <param name="app">The app's name.</param>
    /// <param name="configure">Changes the clients' pipeline.</param>
    /// <param name="consumers">The queues of each event's consumers, if not those of the system.</param>
    /// <param name="settings">What the app needs besides its connection.</param>
    public static async Task<AppStorage> OpenAsync(
        string app,
        Action<ClientOptions>? configure = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? consumers = null,
        params (string Name, string Value)[] settings
    ) => Open(app, await AzuriteServer.ConnectionStringAsync(), configure, consumers, settings);

    /// <summary>Opens the storage of an app by a connection string.</summary>
    public static AppStorage Open(
        string app,
        string connection,
        Action<ClientOptions>? configure = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? consumers = null,
        params (string Name, string Value)[] settings
    )
    {
        var values = settings.Append(("AzureWebJobsStorage", connection)).ToDictionary();
        return AppStorage.Open(app, values.GetValueOrDefault, configure, consumers);
    }
}
