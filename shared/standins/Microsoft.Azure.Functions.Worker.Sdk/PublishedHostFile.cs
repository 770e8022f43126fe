using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker.Settings;

namespace Microsoft.Azure.Functions.Worker.Sdk;

/// <summary>The published host.json: the app's own, with what a Functions host must know of a custom handler.</summary>
internal static class PublishedHostFile
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="folder">The published folder; its host.json is replaced.</param>
    /// <param name="executable">The file in it that the host starts.</param>
    /// <exception cref="StartupException">There is no host.json, or no such executable.</exception>
    public static void Complete(string folder, string executable)
    {
        if (!File.Exists(Path.Combine(folder, executable))) throw new StartupException($"{executable} is not in the folder: publish with an executable of its own.");
        var path = Path.Combine(folder, HostSettings.File);
        if (!File.Exists(path)) throw new StartupException($"{HostSettings.File} is missing: the app has none, or does not copy it.");
        var host = Parse(path);
        // What the app's own file says of these stands.
        host["customHandler"] ??= new JsonObject
        {
            ["description"] = new JsonObject { ["defaultExecutablePath"] = executable, ["arguments"] = new JsonArray(), ["workingDirectory"] = "" },
            ["enableForwardingHttpRequest"] = false,
            ["enableProxyingHttpRequest"] = true,
        };
        host["extensionBundle"] ??= new JsonObject { ["id"] = "Microsoft.Azure.Functions.ExtensionBundle", ["version"] = "[4.*, 5.0.0)" };
        File.WriteAllText(path, host.ToJsonString(Readable) + "\n");
    }

    private static JsonObject Parse(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject
                   ?? throw new StartupException($"{HostSettings.File} must hold a JSON object.");
        }
        catch (JsonException failure)
        {
            throw new StartupException($"{HostSettings.File} is not JSON (line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}).", failure);
        }
    }
}
