using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Settings;
using Microsoft.Azure.Functions.Worker.Storage;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Timers;

internal sealed class TimerListenerFactory(
    StorageConnections storage, SettingNames names, HostId host, HostTimings timings, FunctionInvoker invoker, BackgroundWork work, ILoggerFactory logs)
{
    private const string Container = "azure-webjobs-hosts";

    /// <summary>Null if a setting that the schedule names is missing: that function is off, as in the Functions host.</summary>
    /// <exception cref="TriggerException">The schedule cannot be read, or storage is not named.</exception>
    public TimerListener? Create(FunctionDescriptor function, TimerTriggerAttribute trigger)
    {
        var log = logs.CreateLogger($"Function.{function.Name}");
        var expression = names.Resolve(trigger.Schedule, out var missing);
        if (missing is not null)
        {
            log.LogWarning("Function {Function} is disabled: the setting {Setting}, which holds its schedule, is missing.", function.Name, missing);
            return null;
        }

        var schedule = TimerSchedule.Parse(expression);
        var container = storage.Blobs(StorageConnections.Default).GetBlobContainerClient(Container);
        var fullName = $"Host.Functions.{function.Name}";
        var monitored = trigger.UseMonitor && !schedule.IsDense(timings.Clock.GetUtcNow().UtcDateTime);
        return new TimerListener(function, schedule, trigger.RunOnStartup, timings, invoker, work, log)
        {
            TakeLeaseAsync = cancellation => TimerLease.TryTakeAsync(container, $"locks/{host.Value}/{fullName}.Listener", timings, log, cancellation),
            Status = monitored ? new TimerStatusBlob(container, host.Value, fullName) : null,
        };
    }
}
