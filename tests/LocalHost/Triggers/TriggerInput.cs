using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Microsoft.Azure.WebJobs;
using TechTransfer.LocalHost.Worker.Messages;

namespace TechTransfer.LocalHost.Triggers;

internal static class TriggerInput
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TypedData Of(object? input) =>
        input switch
        {
            string text => new() { String = text },
            byte[] bytes => new() { Bytes = ByteString.CopyFrom(bytes) },
            ParameterBindingData data => new()
            {
                ModelBindingData = new()
                {
                    Version = data.Version,
                    Source = data.Source,
                    ContentType = data.ContentType,
                    Content = ByteString.CopyFrom(data.Content.ToArray()),
                },
            },
            TimerInfo timer => new() { Json = Of(timer).ToJsonString() },
            null => new() { Json = "null" },
            _ => throw new InvalidOperationException($"A trigger hands over {input.GetType()}."),
        };

    /// <summary>
    /// First the binding data as text or JSON, since the worker accepts no numbers; then the properties of an input that is a JSON object.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, TypedData>> MetadataOf(IReadOnlyDictionary<string, object> bindingData, object? input)
    {
        foreach (var (name, value) in bindingData)
        {
            switch (value)
            {
                case string text:
                    yield return new(name, new() { String = text });
                    break;
                case bool or int or long or double or DateTime or DateTimeOffset:
                    yield return new(name, new() { Json = JsonSerializer.Serialize(value, Plain) });
                    break;
                case JsonElement or JsonNode or System.Collections.IDictionary:
                    yield return new(name, new() { Json = JsonSerializer.Serialize(value, Plain) });
                    break;
            }
        }
        foreach (var property in input is string json ? PropertiesOf(json) : [])
        {
            if (property.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Null)
                continue;
            yield return new(
                property.Name,
                property.Value.ValueKind == JsonValueKind.Object
                    ? new() { Json = property.Value.GetRawText() }
                    : new() { String = property.Value.ToString() }
            );
        }
    }

    private static IReadOnlyList<JsonProperty> PropertiesOf(string json)
    {
        if (!json.AsSpan().TrimStart().StartsWith('{'))
            return [];
        try
        {
            return [.. JsonElement.Parse(json).EnumerateObject()];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static JsonObject Of(TimerInfo timer) =>
        new()
        {
            ["Schedule"] = new JsonObject { ["AdjustForDST"] = true },
            ["ScheduleStatus"] = timer.ScheduleStatus is not { } status
                ? null
                : new JsonObject
                {
                    ["Last"] = status.Last,
                    ["Next"] = status.Next,
                    ["LastUpdated"] = status.LastUpdated,
                },
            ["IsPastDue"] = timer.IsPastDue,
        };
}
