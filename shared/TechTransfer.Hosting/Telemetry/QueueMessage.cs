using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.Hosting.Telemetry;

/// <summary>What a message says of itself: which trace it goes on, what it is about.</summary>
internal sealed record QueueMessage(string? Trace, string? Aggregate, string? Type)
{
    /// <summary>Where the binding data have a message's text.</summary>
    public const string Binding = "QueueTrigger";

    public static QueueMessage? Of(FunctionContext context)
    {
        if (!context.BindingContext.BindingData.TryGetValue(Binding, out var data) || data is not string text)
            return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            // A host may hand the text on as a JSON string.
            if (json.RootElement.ValueKind == JsonValueKind.String)
                return Read(json.RootElement.GetString()!);
            return Read(json.RootElement);
        }
        catch (JsonException)
        {
            // No message of ours: the function itself says what is wrong with it.
            return null;
        }
    }

    private static QueueMessage? Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return Read(json.RootElement);
    }

    private static QueueMessage? Read(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            return null;
        string? Text(string name) =>
            message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return new(Text("trace"), Text("aggregate"), Text("type"));
    }
}
