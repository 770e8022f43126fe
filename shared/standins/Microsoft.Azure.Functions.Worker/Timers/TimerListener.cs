using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>Fires one timer at its times, as long as this instance holds its lease.</summary>
internal sealed class TimerListener(
    FunctionDescriptor function, TimerSchedule schedule, bool runOnStartup, HostTimings timings, FunctionInvoker invoker, BackgroundWork work, ILogger log)
{
    // Longer waits are cut into pieces: a delay has an upper bound.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private bool _started;

    public required Func<CancellationToken, Task<TimerLease?>> TakeLeaseAsync { get; init; }

    /// <summary>Null for a schedule that is not monitored.</summary>
    public required TimerStatusBlob? Status { get; init; }

    public async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await HoldAsync();
                await timings.DelayAsync(timings.LeaseRetry, work.Stopping);
            }
        }
        catch (OperationCanceledException) when (work.Stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Comes back if another instance holds the timer, or when this one has lost it.</summary>
    private async Task HoldAsync()
    {
        try
        {
            await using var lease = await TakeLeaseAsync(work.Stopping);
            if (lease is not null) await FireWhileHeldAsync(lease);
        }
        catch (Exception failure) when (!work.Stopping.IsCancellationRequested)
        {
            log.LogWarning("Timer {Function} does not run here for now: {Problem}", function.Name, failure.Message);
        }
    }

    private async Task FireWhileHeldAsync(TimerLease lease)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(work.Stopping, lease.Lost);
        var status = await StatusAsync(ended.Token);
        if (runOnStartup && !_started)
        {
            _started = true;
            await FireAsync(status);
        }

        var last = Now;
        while (true)
        {
            // A delay may end a little early by the clock: the same occurrence must not fire twice.
            var next = schedule.Next(Now > last ? Now : last);
            await WaitUntilAsync(next, ended.Token);
            await FireAsync(status);
            last = next;
            if (status is not null && !lease.Lost.IsCancellationRequested) await KeepAsync(status = StatusAfter(next));
        }
    }

    private DateTime Now => timings.Clock.GetUtcNow().UtcDateTime;

    private async Task<ScheduleStatus?> StatusAsync(CancellationToken cancellation)
    {
        if (Status is null) return null;
        if (await Status.ReadAsync(cancellation) is { } kept) return kept;
        var first = StatusAfter(default);
        await Status.WriteAsync(first, cancellation);
        return first;
    }

    private ScheduleStatus StatusAfter(DateTime last) => new() { Last = last, Next = schedule.Next(Now > last ? Now : last), LastUpdated = Now };

    private async Task KeepAsync(ScheduleStatus status)
    {
        try
        {
            await Status!.WriteAsync(status, CancellationToken.None);
        }
        catch (Exception failure)
        {
            log.LogWarning("The status of timer {Function} could not be kept: {Problem}", function.Name, failure.Message);
        }
    }

    private async Task WaitUntilAsync(DateTime time, CancellationToken cancellation)
    {
        while (time - Now is var wait && wait > TimeSpan.Zero) await timings.DelayAsync(wait < LongestWait ? wait : LongestWait, cancellation);
    }

    // A run that fails is not repeated; the next one comes at its time.
    private async Task FireAsync(ScheduleStatus? status)
    {
        try
        {
            await TimerInvocation.RunAsync(invoker, function, new TimerInfo { ScheduleStatus = status }, work.Abandoned);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "Timer {Function} failed.", function.Name);
        }
    }
}
