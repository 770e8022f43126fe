using TechTransfer.Kernel.Decisions;

namespace TechTransfer.Storage.Steps;

/// <summary>
/// What the runner must know of a kind of job that is carried out in steps, one for each message. Each commit of a job that goes on sends
/// the message for the step that is due.
/// </summary>
/// <param name="Name">Short and stable, as in <c>Import</c>.</param>
/// <param name="Running">The list of the jobs under way; each of its lines is a <see cref="RunningJob"/>.</param>
public sealed record JobSetup<TState>(string Name, string Running)
{
    /// <summary>The step that is due; null when the job waits for none.</summary>
    public required Func<TState, long?> Due { get; init; }

    /// <summary>When a step was done last, or the job was resumed.</summary>
    public required Func<TState, DateTimeOffset> LastStepAt { get; init; }

    /// <summary>Sends the message for the step that is due once more.</summary>
    public required Func<TState, DateTimeOffset, Change<TState>> Resume { get; init; }

    /// <summary>Stops a job whose step failed for good; null for jobs that are tried again for ever.</summary>
    public Func<TState, DateTimeOffset, Change<TState>>? Stop { get; init; }

    /// <summary>Who is said to do the steps.</summary>
    public Func<TState, Caller> Actor { get; init; } = _ => Caller.System();
}

/// <summary>A line of the list of the jobs under way.</summary>
public sealed record RunningJob(string Id);
