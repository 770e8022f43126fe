using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using TechTransfer.Kernel;
using TechTransfer.Messages;

namespace TechTransfer.Hosting.Tests.App;

public sealed class HearingFunctions
{
    /// <summary>The trace of each received message, by the aggregate that the message concerns.</summary>
    public static ConcurrentDictionary<string, ActivityTraceId> Heard { get; } = [];

    [Function("Hear")]
    public void Hear([QueueTrigger("%HeardQueue%", Connection = "AzureWebJobsStorage")] string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.StartsWith('{') && Activity.Current is { } current)
            Heard[Json.Read<Envelope>(message).Aggregate] = current.TraceId;
    }
}

/// <summary>A queue function that fails on every message, with the message's text in its exception.</summary>
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
