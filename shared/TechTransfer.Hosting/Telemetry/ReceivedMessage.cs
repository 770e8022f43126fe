using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.Hosting.Telemetry;

/// <summary>The parts of a queue message that telemetry needs: trace parent, aggregate id and type; null when missing.</summary>
internal sealed record ReceivedMessage(string? Trace, string? Aggregate, string? Type)
{
    /// <summary>Key of the binding data under which the Functions host puts the message's text.</summary>
    public const string Binding = "QueueTrigger";

    /// <summary>The message's text; null for functions that read no queue. The Functions host may pass it as a JSON string.</summary>
    public static string? TextOf(FunctionContext context)
    {
        if (!context.BindingContext.BindingData.TryGetValue(Binding, out var data) || data is not string text)
            return null;
        try
        {
            return text.StartsWith('"') ? JsonSerializer.Deserialize<string>(text) : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    public static ReceivedMessage? Of(FunctionContext context)
    {
        if (TextOf(context) is not { } text)
            return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return Read(json.RootElement);
        }
        catch (JsonException)
        {
            // The message is not in our format; the function that reads it reports the fault.
            return null;
        }
    }

    private static ReceivedMessage? Read(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            return null;
        string? Text(string name) =>
            message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return new(Text("trace"), Text("aggregate"), Text("type"));
    }
}
