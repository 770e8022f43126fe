using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.Kernel.Problems;
using TechTransfer.Storage.Rows;

namespace TechTransfer.Storage.Aggregates;

/// <summary>What the store must know of a kind of aggregate: everything else about it is its app's.</summary>
/// <param name="Name">Short and stable, as in <c>case</c>: the first part of its partition keys.</param>
public sealed record AggregateKind<TState>(string Name)
{
    /// <summary>True when a state may hold texts marked as <see cref="PersonalAttribute"/>; the app then needs a key for them.</summary>
    public bool HoldsPersons { get; init; }

    /// <summary>The unique values that a state holds, as in <c>duplicate|9f…</c>.</summary>
    public Func<TState, IEnumerable<string>> Reservations { get; init; } = _ => [];

    /// <summary>The problem when a unique value belongs to another aggregate: reservation key, owner's id.</summary>
    public Func<string, string, Problem> Taken { get; init; } =
        (key, _) => throw new InvalidOperationException($"{key} is taken and the kind says no problem for it.");

    /// <summary>The state's lines in lists.</summary>
    public Func<TState, IEnumerable<ListEntry>> Lists { get; init; } = _ => [];

    /// <summary>What the state adds to counters.</summary>
    public Func<TState, IEnumerable<Contribution>> Contributions { get; init; } = _ => [];

    /// <summary>The messages that an event sends, from the state it made: each to the consumers that its wire name has, at most one of a
    /// type.</summary>
    public Func<TState, object, IEnumerable<object>> Messages { get; init; } = (_, _) => [];

    /// <summary>The problem that the last command's follow-up met, when the command stands in the history but came to nothing: its answer
    /// is then this.</summary>
    public Func<TState, Problem?> CameToNothing { get; init; } = _ => null;

    /// <summary>What must follow a commit without anyone asking again, as the number follows the decision; null when nothing does. It is a
    /// method of the operation that causes it and goes by the state alone, so that the sweeper finishes it after a crash: for the same
    /// state it comes to the same end.</summary>
    public Func<Loaded<TState>, CancellationToken, Task<Change<TState>?>> FollowUp { get; init; } =
        (_, _) => Task.FromResult<Change<TState>?>(null);
}
