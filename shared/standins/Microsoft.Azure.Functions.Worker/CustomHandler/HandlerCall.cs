using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Timers;

namespace Microsoft.Azure.Functions.Worker.CustomHandler;

/// <summary>What the host sends with a call: <c>Data</c>, the values of the bindings by name, and <c>Metadata</c>.</summary>
internal sealed class HandlerCall : IDisposable
{
    // What the queue says of a message. The host merges the message's own properties into the same object, over these.
    private static readonly string[] QueueKeys = ["Id", "PopReceipt", "DequeueCount", "InsertionTime", "ExpirationTime", "NextVisibleTime"];
    private static readonly JsonSerializerOptions TimerOptions = new() { PropertyNameCaseInsensitive = true, Converters = { new UtcConverter() } };

    private readonly JsonDocument _body;
    private readonly JsonElement _data;
    private readonly Dictionary<string, object?> _messageData = new(StringComparer.OrdinalIgnoreCase);

    private HandlerCall(JsonDocument body)
    {
        _body = body;
        _data = Object("Data") ?? throw Unreadable("it has no object Data");
    }

    /// <summary>What the queue says of the message, as text; without what the message's own properties have been written over.</summary>
    public IReadOnlyDictionary<string, object?> MessageData => _messageData;

    /// <summary>Null unless the host repeats the call by a retry policy.</summary>
    public RetryContext? Retry => Object("Metadata") is { } metadata && metadata.TryGetProperty("RetryContext", out var retry) ? HandlerRetry.Of(Unwrap(retry)) : null;

    /// <exception cref="BadHttpRequestException">The body is not what the host sends.</exception>
    public static async Task<HandlerCall> ReadAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType()) throw new BadHttpRequestException("its body is not application/json", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            return new(await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted));
        }
        catch (JsonException failure)
        {
            throw Unreadable("its body is not JSON", failure);
        }
    }

    /// <exception cref="BadHttpRequestException">No timer stands under that name.</exception>
    public TimerInfo Timer(string binding)
    {
        try
        {
            return Unwrap(Value(binding)).Deserialize<TimerInfo>(TimerOptions) ?? throw Unreadable($"Data.{binding} is null");
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            throw Unreadable($"Data.{binding} is not a timer", failure);
        }
    }

    /// <summary>The bytes of a queue message without any wrapping.</summary>
    /// <param name="binding">The name of the binding.</param>
    /// <param name="isBinary">Whether the binding is of bytes, which come as Base64.</param>
    /// <exception cref="BadHttpRequestException">No message stands under that name.</exception>
    public BinaryData Message(string binding, bool isBinary)
    {
        var value = Value(binding);
        if (value.ValueKind is JsonValueKind.Null) throw Unreadable($"Data.{binding} is null");
        var text = TextOf(value);
        try
        {
            var body = isBinary ? BinaryData.FromBytes(Convert.FromBase64String(text)) : BinaryData.FromString(text);
            TakeMessageData(text, isBinary);
            return body;
        }
        catch (FormatException failure)
        {
            throw Unreadable($"Data.{binding} is not Base64", failure);
        }
    }

    public void Dispose() => _body.Dispose();

    private void TakeMessageData(string text, bool isBinary)
    {
        if (Object("Metadata") is not { } metadata) return;
        var own = isBinary ? [] : PropertiesOf(text);
        foreach (var key in QueueKeys)
        {
            if (!own.Contains(key) && metadata.TryGetProperty(key, out var value) && value.ValueKind is not JsonValueKind.Null) _messageData[key] = TextOf(value);
        }
    }

    private static HashSet<string> PropertiesOf(string text)
    {
        try
        {
            using var message = JsonDocument.Parse(text);
            return message.RootElement.ValueKind is JsonValueKind.Object
                ? message.RootElement.EnumerateObject().Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase)
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>A text comes as JSON inside a JSON string; it is taken as well when it does not.</summary>
    private static string TextOf(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String) return value.GetRawText();
        var text = value.GetString()!;
        if (text is not ['"', .., '"']) return text;
        try
        {
            using var inner = JsonDocument.Parse(text);
            return inner.RootElement.GetString()!;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    /// <summary>An object comes as such, or as its JSON inside a string.</summary>
    private static JsonElement Unwrap(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String) return value;
        using var inner = JsonDocument.Parse(value.GetString()!);
        return inner.RootElement.Clone();
    }

    private JsonElement Value(string binding) => _data.TryGetProperty(binding, out var value) ? value : throw Unreadable($"Data.{binding} is missing");

    private JsonElement? Object(string key) =>
        _body.RootElement.ValueKind is JsonValueKind.Object && _body.RootElement.TryGetProperty(key, out var found) && found.ValueKind is JsonValueKind.Object ? found : null;

    private static BadHttpRequestException Unreadable(string problem, Exception? inner = null) => new(problem, StatusCodes.Status400BadRequest, inner!);
}
