using System.Text.Json;
using TechTransfer.LocalHost.Worker.Messages;

namespace TechTransfer.LocalHost;

internal sealed class HostedFunction
{
    public HostedFunction(RpcFunctionMetadata metadata)
    {
        (Id, Name) = (metadata.FunctionId, metadata.Name);
        var bindings = metadata.RawBindings.Select(raw => JsonDocument.Parse(raw).RootElement).ToArray();
        Trigger = bindings.FirstOrDefault(binding =>
            Text(binding, "type")?.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase) == true
        );
        if (Trigger.ValueKind == JsonValueKind.Undefined)
            throw new Settings.StartException($"The function {Name} has no trigger.");
    }

    public string Id { get; }

    public string Name { get; }

    public JsonElement Trigger { get; }

    public string Type => this["type"]!;

    /// <summary>Name of the method parameter that receives the trigger's input.</summary>
    public string Parameter => this["name"] ?? "";

    public string? this[string key] => Text(Trigger, key);

    public bool Flag(string key, bool otherwise) =>
        Find(Trigger, key) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : otherwise;

    public static JsonElement? Find(JsonElement element, string key)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (string.Equals(property.Name, key, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }
        return null;
    }

    private static string? Text(JsonElement element, string key) =>
        Find(element, key) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
