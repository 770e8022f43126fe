using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Settings;
using Microsoft.Azure.Functions.Worker.Storage;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Queues;

internal sealed class QueueListenerFactory(
    StorageConnections storage, SettingNames names, HostSettings settings, HostTimings timings, QueueInvocation invocation, BackgroundWork work, ILoggerFactory logs)
{
    private const string PoisonSuffix = "-poison";
    private const int LongestQueueName = 63;

    /// <exception cref="TriggerException">A setting is missing.</exception>
    public QueueListener Create(FunctionDescriptor function, QueueTriggerAttribute trigger)
    {
        var name = names.Resolve(trigger.QueueName, out var missing);
        if (missing is not null) throw new TriggerException($"The setting {missing}, which names its queue, is missing.");

        var service = storage.Queues(trigger.Connection);
        var processor = new MessageProcessor(
            function, service.GetQueueClient(name), PoisonOf(service, name), settings.Queues, timings, invocation, work, logs.CreateLogger($"Function.{function.Name}"));
        return new QueueListener(processor, settings.Queues, timings, work);
    }

    private static QueueClient? PoisonOf(QueueServiceClient service, string queue) =>
        queue.EndsWith(PoisonSuffix, StringComparison.Ordinal) || queue.Length + PoisonSuffix.Length > LongestQueueName
            ? null
            : service.GetQueueClient(queue + PoisonSuffix);
}
