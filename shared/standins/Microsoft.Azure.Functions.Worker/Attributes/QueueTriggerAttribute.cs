using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

public sealed class QueueTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    /// <summary>The queue, or <c>%SETTING%</c>, the name of a setting that names it.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>The setting, or the prefix of settings, that says where the queue is; without one, <c>AzureWebJobsStorage</c>.</summary>
    public string? Connection { get; set; }
}
