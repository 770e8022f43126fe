using Azure.Core;
using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.Testing.Apps;

public static class TestStorage
{
    /// <summary>A random app name, so that tests on the shared Azurite do not see each other's tables.</summary>
    public static string NewName() => $"t{Ids.Sha256(Path.GetRandomFileName())[..12]}";

    /// <param name="app">Short name of the app, the prefix of its tables.</param>
    /// <param name="configure">Changes the options of the Azure SDK clients; null for the defaults.</param>
    /// <param name="consumers">Names of the queues that receive each type of message; null for those of the product.</param>
    /// <param name="settings">App settings besides the connection string.</param>
    public static async Task<AppStorage> OpenAsync(
        string app,
        Action<ClientOptions>? configure = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? consumers = null,
        params (string Name, string Value)[] settings
    ) => Open(app, await AzuriteServer.ConnectionStringAsync(), configure, consumers, settings);

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
