using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Queues;
using Microsoft.Azure.Functions.Worker.Settings;
using Microsoft.Azure.Functions.Worker.Timers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Runs the functions that timers and queues trigger, from when the app has started until it stops.</summary>
internal sealed class TriggerHost(
    FunctionCatalog catalog, DisabledFunctions disabled, QueueListenerFactory queues, TimerListenerFactory timers, BackgroundWork work, ILogger<TriggerHost> log)
    : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var function in catalog.All)
        {
            if (disabled.Has(function))
            {
                log.LogInformation("Function {Function} is disabled by a setting.", function.Name);
                continue;
            }
            if (ListenerOf(function) is { } listener) work.Start(listener);
        }
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        work.Stop();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => work.FinishAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // As in the Functions host, a function that cannot be listened for leaves the others running.
    private Func<Task>? ListenerOf(FunctionDescriptor function)
    {
        try
        {
            return function.Trigger switch
            {
                QueueTriggerAttribute trigger => queues.Create(function, trigger).RunAsync,
                TimerTriggerAttribute trigger => timers.Create(function, trigger) is { } timer ? timer.RunAsync : null,
                _ => null,
            };
        }
        catch (TriggerException problem)
        {
            log.LogError("Function {Function} does not run: {Problem}", function.Name, problem.Message);
            return null;
        }
    }
}
