using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Queues;
using Microsoft.Azure.Functions.Worker.Settings;

namespace Microsoft.Azure.Functions.Worker.CustomHandler;

/// <summary>The files by which the Functions host knows the functions of an app: <c>FUNCTION/function.json</c>, made from the attributes.</summary>
internal static class FunctionFiles
{
    private const string Name = "function.json";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a function's file.</summary>
    public static string TextOf(FunctionDescriptor function) => ContentOf(function).ToJsonString(Readable) + "\n";

    /// <summary>Writes the file of each function, and removes those of functions that are no more.</summary>
    public static void Write(string folder, FunctionCatalog catalog)
    {
        foreach (var known in KnownIn(folder))
        {
            if (catalog.Find(known) is null) Directory.Delete(Path.Combine(folder, known), recursive: true);
        }
        foreach (var function in catalog.All)
        {
            Directory.CreateDirectory(Path.Combine(folder, function.Name));
            File.WriteAllText(Path.Combine(folder, function.Name, Name), TextOf(function));
        }
    }

    /// <exception cref="StartupException">A file is missing, is of no function, or says something else than the code.</exception>
    public static void Check(string folder, FunctionCatalog catalog)
    {
        foreach (var known in KnownIn(folder))
        {
            if (catalog.Find(known) is null) throw new StartupException($"{known}/{Name}: the app has no function {known}.");
        }
        foreach (var function in catalog.All)
        {
            var path = Path.Combine(folder, function.Name, Name);
            if (!File.Exists(path)) throw new StartupException($"{function.Name}/{Name} is missing: the host would never call the function {function.Name}.");
            var text = File.ReadAllBytes(path);
            if (!text.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(TextOf(function)))) Compare(function, text);
        }
    }

    private static IEnumerable<string> KnownIn(string folder) =>
        Directory.EnumerateDirectories(folder).Where(sub => File.Exists(Path.Combine(sub, Name))).Select(sub => Path.GetFileName(sub)!);

    private static JsonObject ContentOf(FunctionDescriptor function) => new()
    {
        ["bindings"] = function.Trigger switch
        {
            HttpTriggerAttribute http => new JsonArray(Http(function, http), new JsonObject { ["type"] = "http", ["direction"] = "out", ["name"] = "res" }),
            TimerTriggerAttribute timer => new JsonArray(Timer(function, timer)),
            QueueTriggerAttribute queue => new JsonArray(Queue(function, queue)),
            var other => throw new InvalidOperationException($"{other.GetType()} is no trigger that a file can tell of."),
        },
    };

    private static JsonObject Http(FunctionDescriptor function, HttpTriggerAttribute trigger)
    {
        var binding = In("httpTrigger", function);
        binding["authLevel"] = trigger.AuthLevel.ToString().ToLowerInvariant();
        if (trigger.Methods is { Length: > 0 } methods) binding["methods"] = new JsonArray([.. methods.Select(method => (JsonNode)method.ToLowerInvariant())]);
        if (trigger.Route is { } route) binding["route"] = route;
        return binding;
    }

    private static JsonObject Timer(FunctionDescriptor function, TimerTriggerAttribute trigger)
    {
        var binding = In("timerTrigger", function);
        binding["schedule"] = trigger.Schedule;
        binding["runOnStartup"] = trigger.RunOnStartup;
        binding["useMonitor"] = trigger.UseMonitor;
        return binding;
    }

    private static JsonObject Queue(FunctionDescriptor function, QueueTriggerAttribute trigger)
    {
        if (function.TriggerType == typeof(QueueMessage))
            throw new StartupException($"Function {function.Name}: a Functions host hands on the text of a message: take a string, not a QueueMessage.");
        var binding = In("queueTrigger", function);
        binding["queueName"] = trigger.QueueName;
        binding["connection"] = string.IsNullOrEmpty(trigger.Connection) ? Storage.StorageConnections.Default : trigger.Connection;
        if (QueueInvocation.IsBinary(function.TriggerType)) binding["dataType"] = "binary";
        return binding;
    }

    private static JsonObject In(string type, FunctionDescriptor function) => new() { ["type"] = type, ["direction"] = "in", ["name"] = function.TriggerName };

    private static void Compare(FunctionDescriptor function, byte[] text)
    {
        var file = $"{function.Name}/{Name}";
        try
        {
            var found = JsonNode.Parse(text, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            Compare(file, "", ContentOf(function), found);
        }
        catch (JsonException failure)
        {
            throw new StartupException($"{file} is not JSON (line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}).", failure);
        }
    }

    // Keys that the code knows nothing of, such as a retry policy, are the operator's own; a binding more would change how the host calls.
    private static void Compare(string file, string path, JsonNode expected, JsonNode? found)
    {
        switch (expected)
        {
            case JsonObject keys when found is JsonObject values:
                foreach (var (key, value) in keys) Compare(file, path.Length == 0 ? key : $"{path}.{key}", value!, values[key]);
                break;
            case JsonArray items when found is JsonArray values && values.Count == items.Count:
                for (var i = 0; i < items.Count; i++) Compare(file, $"{path}[{i}]", items[i]!, values[i]);
                break;
            default:
                if (!JsonNode.DeepEquals(expected, found))
                    throw new StartupException($"{file}: '{path}' is {found?.ToJsonString(Plain) ?? "missing"}, but the code says {expected.ToJsonString(Plain)}.");
                break;
        }
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
