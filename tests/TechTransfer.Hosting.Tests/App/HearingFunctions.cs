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
        if (message.StartsWith('{') && Activity.Current is { } current) Heard[Json.Read<Envelope>(message).Aggregate] = current.TraceId;
    }
}
