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
        var status = await BeginAsync(ended.Token);
        if (Status is not null && Now > status.Next)
        {
            log.LogInformation("Timer {Function} missed its run of {Time:u}, and runs now.", function.Name, status.Next);
            status = await FireAsync(status, Occasion.PastDue, lease);
        }
        else if (runOnStartup && !_started) status = await FireAsync(status, Occasion.Startup, lease);
        _started = true;

        while (true)
        {
            // After a run that took longer than the next time is away, that time is over already and the next run begins at once, late.
            await WaitUntilAsync(status.Next, ended.Token);
            status = await FireAsync(status, Occasion.Schedule, lease);
        }
    }

    private enum Occasion
    {
        Schedule,
        PastDue,
        Startup,
    }

    private DateTime Now => timings.Clock.GetUtcNow().UtcDateTime;

    private async Task<ScheduleStatus> BeginAsync(CancellationToken cancellation)
    {
        var now = Now;
        if (Status is null) return new() { Next = schedule.Next(now) };
        var kept = await Status.ReadAsync(cancellation);
        var status = schedule.StatusFrom(kept, now);
        if (status != kept) await Status.WriteAsync(status, cancellation);
        return status;
    }

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
        cancellation.ThrowIfCancellationRequested();
        while (time - Now is var wait && wait > TimeSpan.Zero) await timings.DelayAsync(wait < LongestWait ? wait : LongestWait, cancellation);
    }

    // A run that fails is not repeated; the next one comes at its time.
    private async Task<ScheduleStatus> FireAsync(ScheduleStatus status, Occasion occasion, TimerLease lease)
    {
        var begun = Now;
        try
        {
            var timer = new TimerInfo { ScheduleStatus = Status is null ? null : status, IsPastDue = occasion is Occasion.PastDue };
            await TimerInvocation.RunAsync(invoker, function, timer, work.Abandoned);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "Timer {Function} failed.", function.Name);
        }

        // A delay may end a little early by the clock: the same time must not come twice.
        var last = occasion is Occasion.Schedule && status.Next > begun ? status.Next : begun;
        var after = new ScheduleStatus { Last = last, Next = schedule.Next(last), LastUpdated = last };
        if (Status is not null && !lease.Lost.IsCancellationRequested) await KeepAsync(after);
        return after;
    }
}
