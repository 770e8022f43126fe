using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.Hosting.Tests.App;

/// <summary>Takes any message.</summary>
public sealed class HearingFunctions
{
    [Function("Hear")]
    public void Hear([QueueTrigger("%HeardQueue%", Connection = "AzureWebJobsStorage")] string message) => ArgumentNullException.ThrowIfNull(message);
}
