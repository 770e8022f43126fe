using Azure.Storage.Queues.Models;

namespace TechTransfer.Testing.Apps;

/// <summary>Makes the messages that functions get.</summary>
public static class Received
{
    /// <summary>A message with this text, as the host hands it over at its first delivery.</summary>
    public static QueueMessage AsMessage(this string text) => QueuesModelFactory.QueueMessage($"{Guid.NewGuid()}", "receipt", text, 1);
}
