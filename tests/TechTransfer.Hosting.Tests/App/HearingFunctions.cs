using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Kernel;
using TechTransfer.Messages;

namespace TechTransfer.Hosting.Tests.App;

/// <summary>Takes any message.</summary>
public sealed class HearingFunctions
{
    /// <summary>On which trace a message was heard, by what it is about.</summary>
    public static ConcurrentDictionary<string, ActivityTraceId> Heard { get; } = [];

    [Function("Hear")]
    public void Hear([QueueTrigger("%HeardQueue%", Connection = "AzureWebJobsStorage")] string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.StartsWith('{') && Activity.Current is { } current)
            Heard[Json.Read<Envelope>(message).Aggregate] = current.TraceId;
    }
}

/// <summary>Takes no message, and says so with all that stands in it.</summary>
public sealed class DeafFunctions
{
    public static ConcurrentDictionary<string, int> Refused { get; } = [];

    [Function("Refuse")]
    public void Refuse([QueueTrigger("%DeafQueue%", Connection = "AzureWebJobsStorage")] string message)
    {
        Refused.AddOrUpdate(message, 1, (_, times) => times + 1);
        throw new InvalidOperationException($"Nothing is known of {message}.", new FormatException(message));
    }
}
