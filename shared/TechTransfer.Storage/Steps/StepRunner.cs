using Microsoft.Extensions.Logging;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Aggregates;
using TechTransfer.Storage.Retries;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Steps;

/// <summary>When a job counts as stalled.</summary>
public static class Stall
{
    /// <summary>
    /// A job that has not moved for so long, with nobody at work on it, has lost its message or its process. A queue gives a lost message
    /// back much later.
    /// </summary>
    public static readonly TimeSpan After = TimeSpan.FromMinutes(2);
}

/// <summary>
/// Carries jobs of one kind out, a step for each message. A step is done by one worker at a time, under a lease; a message that comes
/// twice, late, or while another worker is at its step ends at once. What stalls is told in <c>/health</c> until it moves, and resumed.
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

    /// <summary>Carries a step out, if it is the one that is due and nobody is at it.</summary>
    /// <param name="id">The job.</param>
    /// <param name="step">The step that the message names.</param>
    /// <param name="act">Does the step; repeated after a crash it comes to the same. Gives the change that ends it, of the job as it stands
    /// then.</param>
    /// <param name="cancellation">Ends it.</param>
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

    /// <summary>Stops a job whose step failed as often as the host tries.</summary>
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

    /// <summary>Resumes the jobs that stalled; how many. Run it by timer, a minute apart.</summary>
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
                if (time.GetUtcNow() - setup.LastStepAt(state) > Stall.After)
                {
                    log.LogWarning("{Kind} {Job} has not moved since {LastStepAt}: it is resumed", setup.Name, id, setup.LastStepAt(state));
                    var outcome = await jobs.CommitAsync(
                        loaded,
                        setup.Resume(state, time.GetUtcNow()),
                        Caller.System(),
                        null,
                        cancellation
                    );
                    // A conflict says that it moves after all.
                    if (outcome.Problem is not null)
                        return;
                    resumed++;
                }
                // It was resumed before, and waits for its first step since.
                else if (round.ReasonOf(id) != stalled)
                    return;
                throw new Failure(stalled);
            },
            cancellation
        );
        return resumed;
    }

    private bool IsDue(Loaded<TState> loaded, long step) => loaded.State is { } state && setup.Due(state) == step;
}
