using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Aggregates;

/// <summary>How the store handles one kind of aggregate: its name, unique values, list lines, counters, messages and follow-up.</summary>
/// <param name="Name">Short and stable, as in <c>case</c>: the first part of the partition key of every aggregate of this kind.</param>
public sealed record AggregateKind<TState>(string Name)
{
    /// <summary>True when a state may hold texts marked with <see cref="PersonalAttribute"/>; the app then needs the setting
    /// <c>PersonsKey</c>.</summary>
    public bool HoldsPersons { get; init; }

    /// <summary>The values of a state that only one aggregate of this kind may hold, as reservation keys like
    /// <c>duplicate|9f…</c>.</summary>
    public Func<TState, IEnumerable<string>> Reservations { get; init; } = _ => [];

    /// <summary>Makes the problem for a unique value that another aggregate holds; takes the reservation key and the holder's id.</summary>
    public Func<string, string, Problem> ReservationConflict { get; init; } =
        (key, _) => throw new InvalidOperationException($"{key} is taken and the kind says no problem for it.");

    /// <summary>The lines that an aggregate with this state has in lists; rewritten after each commit.</summary>
    public Func<TState, IEnumerable<ListEntry>> Lists { get; init; } = _ => [];

    /// <summary>The figures that an aggregate with this state adds to counters; rewritten after each commit.</summary>
    public Func<TState, IEnumerable<Contribution>> Contributions { get; init; } = _ => [];

    /// <summary>The messages that an event sends; takes the state after the event and the event. At most one message per type; its wire
    /// name decides which apps receive it.</summary>
    public Func<TState, object, IEnumerable<object>> Messages { get; init; } = (_, _) => [];

    /// <summary>The problem that the last command's follow-up met; null when the command took effect. Such a command stays in the history,
    /// but the caller gets this problem as its answer.</summary>
    public Func<TState, Problem?> AbortedProblem { get; init; } = _ => null;

    /// <summary>
    /// The change that must follow a commit automatically, as allotting a registration number follows the decision to register; null when
    /// nothing follows. Depends on the state alone and always gives the same result for it, so that the sweeper can run it again after a
    /// crash.
    /// </summary>
    public Func<Loaded<TState>, CancellationToken, Task<Change<TState>?>> FollowUp { get; init; } =
        (_, _) => Task.FromResult<Change<TState>?>(null);
}
