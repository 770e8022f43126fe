using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker.CustomHandler;
using Microsoft.Azure.Functions.Worker.Invocation;

namespace Microsoft.Azure.Functions.Worker.Tests.CustomHandler;

/// <summary>An app as it is deployed beside a Functions host: host.json, and a function.json for each function.</summary>
public sealed class HandlerFolder : IDisposable
{
    private const string Host = """
        { "version": "2.0",
          "customHandler": { "description": { "defaultExecutablePath": "app" }, "enableProxyingHttpRequest": true },
          "extensions": { "http": { "routePrefix": "api" }, "queues": { "maxPollingInterval": "00:00:00.2" } },
          "extensionBundle": { "id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.*, 5.0.0)" } }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("handler-");

    public HandlerFolder(params Type[] classes)
    {
        ChangeHost(_ => { });
        FunctionFiles.Write(Path, new FunctionCatalog(classes));
    }

    public string Path => _folder.FullName;

    /// <summary>What the host puts into the environment of the process.</summary>
    public Dictionary<string, string> Environment(int port) => new()
    {
        ["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}",
        ["FUNCTIONS_HTTPWORKER_PORT"] = $"{port}",
        ["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = $"{Guid.NewGuid()}",
        ["FUNCTIONS_APP_ROOT_PATH"] = Path,
    };

    /// <summary>The same as arguments, for a host in this process.</summary>
    public string[] Arguments => ["--FUNCTIONS_CUSTOMHANDLER_PORT", "0", "--FUNCTIONS_APP_ROOT_PATH", Path];

    public void ChangeHost(Action<JsonObject> change) => Change("host.json", Host, change);

    public void ChangeFunction(string function, Action<JsonObject> change)
    {
        var file = System.IO.Path.Combine(function, "function.json");
        Change(file, File.ReadAllText(System.IO.Path.Combine(Path, file)), change);
    }

    public void Write(string file, string text)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Change(string file, string text, Action<JsonObject> change)
    {
        var content = JsonNode.Parse(text)!.AsObject();
        change(content);
        Write(file, content.ToJsonString());
    }
}
