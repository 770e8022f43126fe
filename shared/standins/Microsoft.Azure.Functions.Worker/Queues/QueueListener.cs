using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Settings;

namespace Microsoft.Azure.Functions.Worker.Queues;

/// <summary>Fetches messages in batches and has each processed beside the others.</summary>
internal sealed class QueueListener(MessageProcessor processor, QueueSettings settings, HostTimings timings, BackgroundWork work)
{
    private readonly List<Task> _inWork = [];

    public async Task RunAsync()
    {
        var pause = new PollingPause(timings.MinPollingInterval, settings.MaxPollingInterval);
        try
        {
            while (!work.Stopping.IsCancellationRequested)
            {
                var messages = await processor.FetchAsync();
                if (messages.Length == 0)
                {
                    await timings.DelayAsync(pause.Next(), work.Stopping);
                    continue;
                }
                pause.Reset();
                Begin(messages);
                await WaitForRoomAsync();
            }
        }
        catch (OperationCanceledException) when (work.Stopping.IsCancellationRequested)
        {
            // The host stops; what is in work is waited for below.
        }
        await Task.WhenAll(_inWork);
    }

    private void Begin(QueueMessage[] messages)
    {
        _inWork.RemoveAll(task => task.IsCompleted);
        _inWork.AddRange(messages.Select(message => Task.Run(() => processor.ProcessAsync(message))));
    }

    private async Task WaitForRoomAsync()
    {
        while (_inWork.Count > settings.NewBatchThreshold)
        {
            await Task.WhenAny(_inWork).WaitAsync(work.Stopping);
            _inWork.RemoveAll(task => task.IsCompleted);
        }
    }
}
