using TechTransfer.Kernel.Decisions;

namespace TechTransfer.Storage.Steps;

/// <summary>Describes a kind of job that <c>StepRunner</c> carries out in steps, one step per message. Each commit of an unfinished job
/// sends the message for its next step.</summary>
/// <param name="Name">Short and stable, as in <c>Import</c>.</param>
/// <param name="Running">Selector of the list of unfinished jobs; each line is a <see cref="RunningJob"/>.</param>
public sealed record JobSetup<TState>(string Name, string Running)
{
    /// <summary>Number of the job's next step; null when the job is finished or stopped.</summary>
    public required Func<TState, long?> Due { get; init; }

    /// <summary>Time of the last completed step, or of the last resumption if that is later.</summary>
    public required Func<TState, DateTimeOffset> LastStepAt { get; init; }

    /// <summary>A change that sends the message for the next step again; takes the state and the current time.</summary>
    public required Func<TState, DateTimeOffset, Change<TState>> Resume { get; init; }

    /// <summary>A change that stops a job whose step keeps failing; null for jobs that are retried without end.</summary>
    public Func<TState, DateTimeOffset, Change<TState>>? Stop { get; init; }

    /// <summary>Author of the steps' events in the history; the system by default.</summary>
    public Func<TState, Caller> Actor { get; init; } = _ => Caller.System();
}

/// <summary>Lines in the list of unfinished jobs may have more properties; the runner reads only the id.</summary>
public sealed record RunningJob(string Id);
