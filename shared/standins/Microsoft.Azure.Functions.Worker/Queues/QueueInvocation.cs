using System.Globalization;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Queues;

/// <summary>Calls a function with a message, in the form that its parameter asks for.</summary>
internal sealed class QueueInvocation(FunctionInvoker invoker, IOptions<JsonSerializerOptions> json)
{
    /// <param name="body">The body of the message without its encoding.</param>
    public Task RunAsync(FunctionDescriptor function, QueueMessage message, BinaryData body, CancellationToken cancellation) =>
        invoker.InvokeAsync(function, Convert(function.TriggerType, message, body), DataOf(message, body), cancellation);

    /// <summary>Calls a function with a message that a host has fetched.</summary>
    /// <param name="data">What the host says of the message.</param>
    public Task RunAsync(FunctionDescriptor function, BinaryData body, IReadOnlyDictionary<string, object?> data, InvocationOrigin origin, CancellationToken cancellation) =>
        invoker.InvokeAsync(function, Convert(function.TriggerType, body), data, cancellation, origin: origin);

    /// <summary>Whether a parameter of the type takes a message's bytes, not its text.</summary>
    public static bool IsBinary(Type type) => type == typeof(BinaryData) || type == typeof(byte[]);

    /// <summary>Calls a function by hand, as if a message with this text had come.</summary>
    public Task RunAsync(FunctionDescriptor function, string text, CancellationToken cancellation)
    {
        var body = BinaryData.FromString(text);
        var message = QueuesModelFactory.QueueMessage(Guid.NewGuid().ToString(), "", body, dequeueCount: 1, nextVisibleOn: null, insertedOn: null, expiresOn: null);
        return RunAsync(function, message, body, cancellation);
    }

    private object? Convert(Type type, QueueMessage message, BinaryData body) =>
        type == typeof(QueueMessage)
            ? QueuesModelFactory.QueueMessage(message.MessageId, message.PopReceipt, body, message.DequeueCount, message.NextVisibleOn, message.InsertedOn, message.ExpiresOn)
            : Convert(type, body);

    private object? Convert(Type type, BinaryData body)
    {
        if (type == typeof(string)) return body.ToString();
        if (type == typeof(BinaryData)) return body;
        if (type == typeof(byte[])) return body.ToArray();
        return JsonSerializer.Deserialize(body, type, json.Value);
    }

    // Only what the queue itself says: what a sender writes into a message shall not pose as the message's id.
    private static Dictionary<string, object?> DataOf(QueueMessage message, BinaryData body) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["QueueTrigger"] = body.ToString(),
        ["Id"] = message.MessageId,
        ["PopReceipt"] = message.PopReceipt,
        ["DequeueCount"] = message.DequeueCount.ToString(CultureInfo.InvariantCulture),
        ["InsertionTime"] = message.InsertedOn?.ToString("o", CultureInfo.InvariantCulture),
        ["ExpirationTime"] = message.ExpiresOn?.ToString("o", CultureInfo.InvariantCulture),
        ["NextVisibleTime"] = message.NextVisibleOn?.ToString("o", CultureInfo.InvariantCulture),
    };
}
