using Microsoft.Extensions.Logging;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Steps;

/// <summary>One limit for the runner and for the apps that let users resume a stalled job.</summary>
public static class Stall
{
    /// <summary>A job without progress for this long, whose step no worker holds, has lost its message or its process. The queue itself
    /// would deliver such a message again only much later.</summary>
    public static readonly TimeSpan After = TimeSpan.FromMinutes(2);

    /// <summary>True when an unfinished job has made no progress for too long.</summary>
    public static bool Is(DateTimeOffset lastStepAt, DateTimeOffset now) => now - lastStepAt > After;

    /// <summary>Since when an unfinished job has made no progress; null while it progresses.</summary>
    /// <param name="known">The value stored with the job: a resumption stores it, because it is no progress, and a completed step removes
    /// it.</param>
    /// <param name="lastStepAt">Time of the last completed step or resumption.</param>
    /// <param name="now">The current time.</param>
    public static DateTimeOffset? Since(DateTimeOffset? known, DateTimeOffset lastStepAt, DateTimeOffset now) =>
        known ?? (Is(lastStepAt, now) ? lastStepAt : null);
}

/// <summary>
/// Carries out the steps of one kind of job, one step per message. A lease ensures that one worker at a time does a step; duplicate, late
/// and concurrent messages end without effect. Stalled jobs are resumed, and <c>/health</c> reports them until they progress.
/// </summary>
public sealed class StepRunner<TState>(
    AggregateStore<TState> jobs,
    JobSetup<TState> setup,
    AppStorage storage,
    SetAsides asides,
    TimeProvider time,
    ILogger<StepRunner<TState>> log
)
{
    private readonly Leases leases = new(storage, time);
    private readonly Lists lists = new(storage);

    /// <summary>Carries out a step if it is the job's next one and no other worker is doing it.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="step">The step's number, from the message.</param>
    /// <param name="act">Does the step and must be idempotent. Returns the change that completes it, as a function of the job's state at
    /// commit.</param>
    /// <param name="cancellation">Cancels the step.</param>
    public async Task RunAsync(
        string id,
        long step,
        Func<Loaded<TState>, CancellationToken, Task<Func<TState, Change<TState>>>> act,
        CancellationToken cancellation
    )
    {
        if (!Keys.CanBe(id))
            return;
        var isMine = await leases.DoAsync(
            Leases.NameOf(setup.Name, id, step),
            async held =>
            {
                var loaded = await jobs.LoadAsync(id, held);
                if (!IsDue(loaded, step))
                    return;
                var end = await act(loaded, held);
                await jobs.UpdateAsync(loaded, now => IsDue(now, step) ? end(now.State!) : null, setup.Actor(loaded.State!), held);
            },
            cancellation
        );
        if (!isMine)
            log.LogInformation("Step {Step} of {Kind} {Job} is under way already", step, setup.Name, id);
    }

    /// <summary>Call it for messages that failed in all retries of the Functions host. Does nothing when the job has passed this step or
    /// is of a kind that is retried without end.</summary>
    public async Task StopAsync(string id, long step, CancellationToken cancellation)
    {
        var loaded = await jobs.LoadAsync(id, cancellation);
        if (setup.Stop is not { } stop || !IsDue(loaded, step))
            return;
        log.LogError("Step {Step} of {Kind} {Job} failed for good", step, setup.Name, id);
        await jobs.UpdateAsync(
            loaded,
            now => IsDue(now, step) ? stop(now.State!, time.GetUtcNow()) : null,
            setup.Actor(loaded.State!),
            cancellation
        );
    }

    /// <summary>Resumes stalled jobs and returns their number. Runs every minute by timer.</summary>
    public async Task<int> ResumeStalledAsync(CancellationToken cancellation)
    {
        var resumed = 0;
        var held = await leases.HeldAsync(setup.Name, cancellation);
        await asides.WalkAsync(
            $"resume{setup.Name}",
            lists,
            setup.Running,
            line => Json.Read<RunningJob>(line.GetRawText()).Id,
            async (round, id) =>
            {
                var loaded = await jobs.LoadAsync(id, cancellation);
                if (loaded.State is not { } state || setup.Due(state) is not { } due || held.Contains(Leases.NameOf(setup.Name, id, due)))
                    return;
                var stalled = $"Step {due} is due, and nobody was at work on it";
                if (Stall.Is(setup.LastStepAt(state), time.GetUtcNow()))
                {
                    log.LogWarning("{Kind} {Job} has not moved since {LastStepAt}: it is resumed", setup.Name, id, setup.LastStepAt(state));
                    var outcome = await jobs.CommitAsync(
                        loaded,
                        setup.Resume(state, time.GetUtcNow()),
                        Caller.System(),
                        null,
                        cancellation
                    );
                    // A conflict means that the job has progressed.
                    if (outcome.Problem is not null)
                        return;
                    resumed++;
                }
                else if (round.ReasonOf(id) != stalled)
                    return;
                // Resumed just now, or earlier without a completed step since: failing keeps the job set aside.
                throw new Failure(stalled);
            },
            cancellation
        );
        return resumed;
    }

    private bool IsDue(Loaded<TState> loaded, long step) => loaded.State is { } state && setup.Due(state) == step;
}
